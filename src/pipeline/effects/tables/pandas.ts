import type { Table } from '../table';

/** pandas: frames, series, what reads and writes them. */
export const PANDAS: Table = {
  functions: {
    pandas: `
      read_csv: dataframe, reads 0/filepath_or_buffer=
    `,
  },
  methods: {
    'dataframe series': `
      drop: new dataframe ; inplace=True: none, changes receiver, own
    `,
  },
};
