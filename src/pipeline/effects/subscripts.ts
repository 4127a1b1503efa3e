import type { Effect, IndexShape, Kind } from './effect';

/** What `value[index]` gives; undefined where nothing is known. */
export function subscriptEffect(kind: Kind | undefined, index?: IndexShape): Effect | undefined {
  switch (kind) {
    case 'dataframe':
      if (index === 'slice') return { result: 'dataframe', from: 'view' };
      return picksMany(index) ? { result: 'dataframe', from: 'new' } : { result: 'series', from: 'view' };
    case 'series':
    case 'index':
      if (index === 'scalar' || index === 'string' || index === 'datetime') return { from: 'element' };
      return { result: kind, from: picksMany(index) ? 'new' : 'view' };
    case 'indexer':
      return partOfTable(index);
    case 'ndarray':
    case 'tensor':
      return { result: kind, from: picksMany(index) ? 'new' : 'view' };
    case 'list':
    case 'tuple':
      return index === 'slice' ? { result: kind, from: 'holds' } : { from: 'element' };
    case 'string':
      return { result: 'string', from: 'new' };
    case 'bytes':
      return { result: index === 'slice' ? 'bytes' : 'scalar', from: 'new' };
    case 'dict':
      return { from: 'element' };
    case 'groupby':
    case 'dataset':
      return { ...(kind === 'groupby' && { result: kind }), from: 'holds' };
    case 'accessor':
      return { result: 'series', from: 'new' };
    case 'axes':
      return { result: 'axes', from: 'same' };
    case 'artist':
      // What a plot gives is often a list, or a dictionary, of what it drew.
      return { result: 'artist', from: 'same' };
    case 'estimator':
    case 'network':
      return { result: kind, from: 'element' };
    case 'file':
    case 'connection':
      return { from: 'holds' };
    case 'scalar':
    case 'immutable':
    case 'path':
    case 'datetime':
      return { from: 'new' };
    case undefined:
      if (index === 'slice') return { from: 'view' };
      return picksMany(index) ? { from: 'new' } : { from: 'element' };
    case 'function':
    case 'class':
      // `list[int]`
      return { from: 'same' };
    default:
      return undefined;
  }
}

/** What going through a value gives, each time: `for x in value`; undefined where nothing is known. */
export function iterationEffect(kind: Kind | undefined): Effect | undefined {
  switch (kind) {
    case 'dataframe':
    case 'index':
    case 'string':
      return { result: 'string', from: 'new' };
    case 'bytes':
      return { result: 'scalar', from: 'new' };
    case 'immutable':
    case 'datetime':
    case 'path':
      return { from: 'new' };
    case 'ndarray':
    case 'tensor':
      // Rows of a matrix are views of it, and numbers are none the worse for being taken for one.
      return { from: 'view' };
    case 'file':
      return { result: 'string', from: 'new', mutates: ['receiver'] };
    case 'generator':
    case 'iterator':
      return { from: 'element', mutates: ['receiver'] };
    case 'groupby':
      return { result: 'tuple', items: ['immutable', 'dataframe'], from: 'new' };
    case 'dataset':
      return { from: 'holds', draws: 'torch' };
    case 'axes':
    case 'artist':
      return { result: kind, from: 'same' };
    case 'estimator':
      // The combinations of a grid of parameters
      return { from: 'element', draws: 'numpy', drawsThrough: true };
    case 'series':
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'dict':
    case 'network':
    case 'connection':
    case undefined:
      return { from: 'element' };
    default:
      return undefined;
  }
}

/** `table.loc[rows, columns]`, `table.iloc[rows]` */
function partOfTable(index: IndexShape): Effect {
  if (!isTuple(index)) {
    if (index === 'slice') return { result: 'dataframe', from: 'view' };
    return picksMany(index) ? { result: 'dataframe', from: 'new' } : { result: 'series', from: 'view' };
  }
  const many = index.filter((part) => part === 'slice' || picksMany(part)).length;
  const unknown = index.some((part) => part === undefined);
  const from = index.some(picksMany) ? 'new' : 'view';
  if (many >= 2) return { result: 'dataframe', from };
  if (many === 1) return { result: unknown ? 'dataframe' : 'series', from };
  return unknown ? { from } : { from: 'element' };
}

/** Lists of places and masks pick what they name into something new. */
function picksMany(index: IndexShape): boolean {
  if (isTuple(index)) return index.some(picksMany);
  return index === 'list' || index === 'series' || index === 'ndarray' || index === 'index' || index === 'dataframe' || index === 'tensor';
}

function isTuple(index: IndexShape): index is readonly IndexShape[] {
  return Array.isArray(index);
}
