/**
 * What a value is, as far as it matters here: which methods change it, what shares its memory, whether it can be stored.
 * Undefined stands for "not known".
 */
export type Kind =
  | 'dataframe' | 'series' | 'index' | 'groupby' | 'indexer' // df.loc and its like
  | 'accessor' // series.str, series.dt, df.plot
  | 'ndarray' | 'scalar' | 'string' | 'bytes' | 'none'
  | 'list' | 'dict' | 'set' | 'tuple' | 'frozenset' | 'path' | 'datetime'
  | 'estimator' | 'figure' | 'axes' | 'artist' | 'tensor' | 'network' | 'optimizer' | 'dataset'
  | 'generator' | 'iterator' | 'file' | 'connection' | 'lock' | 'process' | 'executor'
  | 'random-generator' | 'module' | 'function' | 'class' | 'immutable';

/** A part of a call: the object before the dot, a positional argument, a keyword argument. */
export type Part = 'receiver' | number | { readonly keyword: string };

/** A global generator of random numbers. */
export type RandomSource = 'python' | 'numpy' | 'torch' | 'tensorflow';

/** What a call, or reading an attribute, does beyond giving a value. Everything not said is not done. */
export interface Effect {
  /** what the result is */
  readonly result?: Kind;
  /** the part whose kind, where that is known, the result has, whatever `result` says: `numpy.log` of a series is a series */
  readonly like?: Part;
  /** what the parts of the result are, if it is unpacked; `two-of-each`: two of the kind of each positional argument */
  readonly items?: readonly (Kind | undefined)[] | 'two-of-each';
  /**
   * How the result hangs together with what went in. `new`: not at all. `view`: it may share memory with the receiver (or, for
   * a function, with its first argument), which storing would tear apart; only arrays and what is made of them (frames, series,
   * indexes, tensors) have memory that can be shared. `same`: it may be the receiver (or the first
   * argument) itself. `holds`: it refers to its arguments, and to the receiver, whose later changes show through it.
   * `element`: it is something that the receiver (or the first argument) refers to.
   */
  readonly from?: 'new' | 'view' | 'same' | 'holds' | 'element';
  /** what may be changed in place */
  readonly mutates?: readonly (Part | 'all-arguments')[];
  /** what `mutates` names may be changed through and through: also what it refers to (the steps of a pipeline that is fitted) */
  readonly deep?: boolean;
  /** the change is to the object alone, not to memory that it shares: views of it, and what it is a view of, stay as they were */
  readonly own?: boolean;
  /** draws from a global generator */
  readonly draws?: RandomSource;
  /** draws only as the receiver and the arguments do: it does not when each of them that could is settled */
  readonly drawsThrough?: boolean;
  /** the result never draws from a global generator, whatever is called on it; `through`: if the estimators it is made of are so */
  readonly settled?: true | 'through';
  /** the result draws numbers (it moves the generator) on which nothing that it gives depends */
  readonly steady?: boolean;
  /** seeds one, or sets its state */
  readonly seeds?: RandomSource | 'all';
  /** changes options, styles, the environment, the folder, the path of imports: what a later step needs done again */
  readonly setting?: boolean;
  /** the part that names a file, or a folder, that is read or written */
  readonly readsFile?: Part;
  readonly writesFile?: Part;
  /** runs something that may read and write any file: a command of the shell */
  readonly anyFile?: boolean;
  /** gives the same immutable value each time: may be evaluated again in any step */
  readonly constant?: boolean;
  /** refuses the notebook */
  readonly refuses?: 'input' | 'widget' | 'ipython' | 'namespace';
  /** calls these arguments, now (`now`) or whenever the result is used (`later`) */
  readonly calls?: 'now' | 'later';
  /** calls none of the methods that a class which inherits it has of its own */
  readonly alone?: boolean;
  /** only shows something: prints, draws, displays */
  readonly shows?: boolean;
}

/** How a call is written, as far as effects depend on it. */
export interface CallShape {
  /** number of positional arguments, those before the first `*args` */
  readonly positional: number;
  /** the source of each of them where it is a literal (`'w'` with its quotes), else null; where this is left out, none is known */
  readonly values?: readonly (string | null)[];
  /** keywords with the source of their values where those are literals (`inplace=True` → `True`), else null */
  readonly keywords: ReadonlyMap<string, string | null>;
  /** the result is thrown away: the call is a statement of its own */
  readonly statement: boolean;
}

/**
 * How a subscript is written: `x[1:3]` is `slice`; else the kind of the value in the brackets (`'string'` for `x['a']`, `'scalar'`
 * for `x[0]`, `'list'` for `x[['a', 'b']]`, `'series'` for a mask), undefined where that is not known; `x[a, b]` is a list of these.
 */
export type IndexShape = Kind | 'slice' | undefined | readonly IndexShape[];
