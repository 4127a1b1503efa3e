import type { Table } from './table';
import { BUILTINS } from './tables/builtins';
import { PANDAS } from './tables/pandas';

/** The tables of libraries by their top-level modules, separated by blanks. */
export const LIBRARIES: Readonly<Record<string, Table>> = {
  builtins: BUILTINS,
  pandas: PANDAS,
};

/** Names under which the same things are known too: what begins with the one begins, for the tables, with the other. */
export const ALIASES: Readonly<Record<string, string>> = {
  'matplotlib.pylab': 'matplotlib.pyplot',
  pylab: 'matplotlib.pyplot',
  'seaborn.apionly': 'seaborn',
  'sklearn.externals.joblib': 'joblib',
  'tensorflow.python.keras': 'keras',
  'tensorflow.keras': 'keras',
  tf_keras: 'keras',
  posixpath: 'os.path',
  cPickle: 'pickle',
};
