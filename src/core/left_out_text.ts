import { filesText } from './code_text';
import { formatBytes } from './format';
import type { LeftOut, LeftOutReason } from './run';

/** Why a file is not in a snapshot, as it stands beside the file. */
const REASONS: Readonly<Record<LeftOutReason, string>> = {
  size: 'too large',
  total: 'too much in all',
  secret: 'may hold a secret',
  repository: 'a repository of its own',
  submodule: 'changes inside of a submodule',
  unreadable: 'could not be read',
  vanished: 'went away meanwhile',
  special: 'no ordinary file',
};

/** `too large, 1.2 GB` */
export function leftOutReason({ why, size }: LeftOut['files'][number]): string {
  return size > 0 ? `${REASONS[why]}, ${formatBytes(size)}` : REASONS[why];
}

/** `3 files (1.2 GB)`; '' for none. */
export function leftOutCount({ count, bytes }: LeftOut): string {
  if (count === 0) return '';
  return `${filesText(count)}${bytes > 0 ? ` (${formatBytes(bytes)})` : ''}`;
}
