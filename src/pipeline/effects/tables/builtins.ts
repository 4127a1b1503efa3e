import type { Table } from '../table';

/** Python's builtins and the methods of their types. */
export const BUILTINS: Table = {
  functions: {
    builtins: `
      print: none, shows
      len abs hash id ord isinstance issubclass callable hasattr bool int float complex: new scalar
      str repr ascii chr bin hex oct format: new string
      list: new list, holds
      open: file, reads 0/file= ; mode@1~wax: file, writes 0/file=
    `,
  },
  methods: {
    list: `
      append: none, changes receiver
      sort: none, changes receiver
    `,
  },
};
