import type { Table } from './table';
import { BOOSTING } from './tables/boosting';
import { BUILTINS } from './tables/builtins';
import { DATA_TOOLS } from './tables/data_tools';
import { KERAS } from './tables/keras';
import { MATPLOTLIB } from './tables/matplotlib';
import { NUMPY } from './tables/numpy';
import { PANDAS } from './tables/pandas';
import { PANDAS_FRAMES } from './tables/pandas_frames';
import { PLOTTING_WEB } from './tables/plotting_web';
import { SCIPY } from './tables/scipy';
import { SEABORN } from './tables/seaborn';
import { SKLEARN } from './tables/sklearn';
import { STDLIB_DATA } from './tables/stdlib_data';
import { STDLIB_SYSTEM } from './tables/stdlib_system';
import { TEXT_IMAGES } from './tables/text_images';
import { TORCH } from './tables/torch';
import { UNKNOWN } from './tables/unknown';

/** All that is known of libraries. Of what two tables say about one thing the first counts. */
export const LIBRARIES: readonly Table[] = [
  UNKNOWN,
  BUILTINS,
  STDLIB_SYSTEM,
  STDLIB_DATA,
  NUMPY,
  PANDAS,
  PANDAS_FRAMES,
  SCIPY,
  MATPLOTLIB,
  SEABORN,
  SKLEARN,
  PLOTTING_WEB,
  TORCH,
  KERAS,
  BOOSTING,
  TEXT_IMAGES,
  DATA_TOOLS,
];

/** Names under which the same things are known too: what begins with the one begins, in the tables, with the other. */
export const ALIASES: Readonly<Record<string, string>> = {
  'matplotlib.pylab': 'matplotlib.pyplot',
  pylab: 'matplotlib.pyplot',
  'matplotlib.pyplot.np': 'numpy',
  'matplotlib.style.core': 'matplotlib.style',
  'seaborn.apionly': 'seaborn',
  'seaborn.mpl': 'matplotlib',
  'seaborn.plt': 'matplotlib.pyplot',
  'seaborn.matplotlib': 'matplotlib',
  'pandas.np': 'numpy',
  'pandas.pandas': 'pandas',
  'sklearn.externals.joblib': 'joblib',
  'tensorflow.python.keras': 'keras',
  'tensorflow.keras': 'keras',
  'tensorflow.compat.v1.keras': 'keras',
  tf_keras: 'keras',
  posixpath: 'os.path',
  ntpath: 'os.path',
  cPickle: 'pickle',
  _pickle: 'pickle',
  'six.moves.cPickle': 'pickle',
  'six.moves.urllib': 'urllib',
  'six.moves': 'builtins',
  StringIO: 'io',
  cStringIO: 'io',
  pickle5: 'pickle',
  simplejson: 'json',
  'numpy.core.numeric': 'numpy',
  'numpy.matlib': 'numpy',
  'pandas.core.api': 'pandas',
  'pandas.core.frame': 'pandas',
  'pandas.core.series': 'pandas',
  'pandas.io.parsers': 'pandas',
  'pandas.tseries.api': 'pandas',
  'pandas.core.reshape.concat': 'pandas',
  'concurrent.futures.thread': 'concurrent.futures',
  'concurrent.futures.process': 'concurrent.futures',
};
