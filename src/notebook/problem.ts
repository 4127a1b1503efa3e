import type { Place } from './place';

/**
 * What stands in the way of a pipeline, or is worth knowing about it, at its place in the notebook.
 * An `error` refuses the notebook; a `warning` is something that a person should look at; a `note` informs.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning' | 'note';
  readonly place: Place;
  /** one sentence or two: what it is, and what to do */
  readonly message: string;
}

export type ProblemCode =
  | 'syntax' // the cell does not parse
  | 'python2' // the cell is Python 2
  | 'language' // the notebook or the cell is in another language
  | 'magic' // a magic with no meaning outside of IPython
  | 'undefined-name'
  | 'out-of-order' // saved out of order, and the order matters
  | 'raises' // tagged or recorded as raising
  | 'input' // asks for input
  | 'widget'
  | 'ipython' // get_ipython(), In, Out, _, display handles
  | 'await' // top-level await
  | 'namespace' // globals(), exec of what is not known: reads or writes names that cannot be followed
  | 'star-import' // the names cannot be found out
  | 'layout' // the chosen steps are not possible
  | 'not-portable' // an absolute path, a user's home
  | 'random' // random numbers without a seed: results differ from run to run
  | 'unfollowed'; // anything else that could not be followed safely
