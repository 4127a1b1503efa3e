import type { LocatedNode } from '../syntax/ast';
import type { Interpreter } from './interpreter';
import type { Value } from './value';

/** A file is read or written. @param paths the values of what names it */
export function noteFile(it: Interpreter, paths: Value, how: 'read' | 'write', node: LocatedNode): void {
  for (const subject of subjectsOf(paths, it.leftFolder)) {
    it.unit.use(subject, it.sight(node), { optional: true });
    if (how !== 'write') continue;
    it.unit.change(subject, it.sight(node));
    it.writtenModules.addFile(subject);
  }
  if (how === 'write') it.unit.acts = true;
}

const ONLY_LOOKS = /^\s*(?:ls|head|tail|cat|wc|pwd|du|df|nvidia-smi|which|file|stat|echo|date|free|lscpu|tree|grep|python3? (?:-V|--version)|pip3? (?:list|show|freeze))\b[^>|;&]*$/;

/** A command of the shell is run, which may read and write any file. */
export function noteCommand(it: Interpreter, commands: Value, node: LocatedNode): void {
  const looks = commands.size > 0 && [...commands].every(({ origin }) => origin.type === 'text' && ONLY_LOOKS.test(origin.text));
  for (const { origin } of commands) if (origin.type === 'text') it.writtenModules.addCommand(origin.text);
  noteFile(it, new Set(), looks ? 'read' : 'write', node);
}

/** @param leftFolder paths are no longer relative to the notebook's folder, so that the same file may have several */
function subjectsOf(paths: Value, leftFolder: boolean): string[] {
  const known = [...paths].map(({ origin }) => (origin.type === 'text' ? origin.text : undefined));
  if (known.length === 0 || known.some((path) => path === undefined)) {
    // What was opened before is noted there: handing it on is no new file.
    if ([...paths].length > 0 && [...paths].every(({ kind }) => kind === 'file' || kind === 'connection')) return [];
    return ['file:*'];
  }
  if (leftFolder && known.some((path) => !isAddress(path!) && !path!.startsWith('/'))) return ['file:*'];
  return known.filter((path) => !isAddress(path!)).map((path) => `file:${path!.replace(/^(?:\.\/)+/, '')}`);
}

function isAddress(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path);
}
