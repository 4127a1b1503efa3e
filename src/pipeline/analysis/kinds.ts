import type { Kind } from '../effects/effect';

const IMMUTABLE: ReadonlySet<Kind> = new Set<Kind>(['scalar', 'string', 'bytes', 'none', 'path', 'datetime', 'immutable', 'module']);
const UNSTORABLE: ReadonlyMap<Kind, string> = new Map<Kind, string>([
  ['generator', 'a generator'],
  ['iterator', 'an iterator'],
  ['file', 'an open file'],
  ['connection', 'a connection'],
  ['lock', 'a lock'],
  ['process', 'a process'],
  ['executor', 'an executor'],
  ['figure', 'a figure'],
  ['axes', 'part of a figure'],
  ['artist', 'part of a figure'],
]);

/** Neither it nor anything that it refers to can change. */
export function isImmutable(kind: Kind | undefined): kind is Kind {
  return kind !== undefined && IMMUTABLE.has(kind);
}

/** What it is, for people, when it cannot be stored. */
export function unstorable(kind: Kind | undefined): string | undefined {
  return kind && UNSTORABLE.get(kind);
}

/** What is used up by going through it once. */
export function isStream(kind: Kind | undefined): boolean {
  return kind === 'generator' || kind === 'iterator';
}

/** Changing one of these by its own methods changes nothing that it refers to. */
export function isPlainContainer(kind: Kind | undefined): boolean {
  return kind === 'list' || kind === 'dict' || kind === 'set' || kind === 'tuple' || kind === 'frozenset';
}

/** These hold data of their own: what is put into them is copied, element by element. */
export function isTable(kind: Kind | undefined): boolean {
  return kind === 'dataframe' || kind === 'series' || kind === 'ndarray' || kind === 'index' || kind === 'tensor';
}
