import type { Subject } from '../analysis/flow';

const FILE = 'file:';
const RANDOM = 'random:';

export function isFile(subject: Subject): boolean {
  return subject.startsWith(FILE);
}

export function isRandom(subject: Subject): boolean {
  return subject.startsWith(RANDOM);
}

/** A variable of the notebook, not a file or a generator. */
export function isVariable(subject: Subject): boolean {
  return !isFile(subject) && !isRandom(subject);
}

/** `numpy` of `random:numpy`. */
export function randomSource(subject: Subject): string {
  return subject.slice(RANDOM.length);
}

/** How people are told of it. */
export function subjectText(subject: Subject): string {
  if (isRandom(subject)) return `the random state of ${randomSource(subject)}`;
  if (subject === 'file:*') return 'a file';
  return `\`${isFile(subject) ? subject.slice(FILE.length) : subject}\``;
}

/** Whether two subjects of files may be the same file, or one a folder that holds the other. */
export function mayBeSameFile(one: Subject, other: Subject): boolean {
  return mayBeSamePath(pathOf(one), pathOf(other));
}

/** The same for paths as `pathOf` gives them. */
export function mayBeSamePath(a: string, b: string): boolean {
  if (isRemote(a) || isRemote(b)) return a === b;
  return holds(a, b) || holds(b, a) || endsLike(a, b) || endsLike(b, a);
}

/** What is fetched from elsewhere; nothing here changes it but a write to the same address. */
function isRemote(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path) && !/^file:/i.test(path);
}

function holds(folder: string, path: string): boolean {
  return folder === '' || folder === path || path.startsWith(`${folder}/`);
}

/** An absolute path may be the same as a relative one, as it is not known here where that starts. */
function endsLike(absolute: string, relative: string): boolean {
  return absolute.startsWith('/') && !relative.startsWith('/') && `${absolute}/`.includes(`/${relative.replace(/^(\.\.\/)+/, '')}/`);
}

/**
 * The path of a file's subject without `.` and needless `..`. A pattern is as wide as the folder that it looks into, an unknown
 * path as the whole disk ('').
 */
export function pathOf(subject: Subject): string {
  const path = subject.slice(FILE.length);
  if (isRemote(path)) return path;
  const known = path.replaceAll('\\', '/').replace(/(^|\/)[^/]*[*?[{].*$/, '');
  const parts: string[] = [];
  for (const part of known.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (known.startsWith('/') ? '/' : '') + parts.join('/');
}
