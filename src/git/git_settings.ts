import { askGit } from './git_process';
import type { Repository } from './open_repository';
import { filtersInside } from './submodule_filters';

/** What a repository's configuration says that matters for snapshots; docs/git.md. */
export interface GitSettings {
  /** `trialbook.snapshot`; false: the person wants none of this repository */
  readonly takesSnapshots: boolean;
  /** whether a file on disk has the executable bit that git should have */
  readonly executableBits: boolean;
  /** `trialbook.maxFileSize`: bytes of an untracked file; a changed one that git follows may have ten times as many */
  readonly maxFileSize: number;
  /** `trialbook.maxTotalSize`: bytes of all contents together */
  readonly maxTotalSize: number;
  /** what could not be understood */
  readonly problems: readonly string[];
  /**
   * Settings, as `name=value`, with which git runs none of the programs that stand between files and blobs (LFS, say): files are
   * compared, written and read byte for byte. For `runGit` and `gitClient`.
   */
  readonly filtersOff: readonly string[];
  /** whether Git LFS is set up */
  readonly hasLfs: boolean;
}

const MAX_FILE_SIZE = 10 * 1024 ** 2;
const MAX_TOTAL_SIZE = 200 * 1024 ** 2;

export async function readGitSettings(repository: Repository, signal?: AbortSignal): Promise<GitSettings> {
  const { output } = await askGit(repository, ['config', '--list', '-z'], { signal });
  const values = new Map<string, string>();
  const filters = new Set((await filtersInside(repository)).map((name) => `filter.${name}`));
  for (const entry of output.toString().split('\0')) {
    const newline = entry.indexOf('\n');
    const name = newline < 0 ? entry : entry.slice(0, newline);
    if (name.startsWith('filter.')) filters.add(name.slice(0, name.lastIndexOf('.')));
    // Without a value, a name means yes.
    values.set(name, newline < 0 ? 'true' : entry.slice(newline + 1));
  }
  const problems: string[] = [];
  const size = (name: string, usual: number): number => {
    const text = values.get(name.toLowerCase());
    const bytes = text === undefined ? usual : bytesIn(text);
    if (bytes === null) problems.push(`${name} is not a size such as 10m: ${text}`);
    return bytes ?? usual;
  };
  return {
    takesSnapshots: isYes(values.get('trialbook.snapshot')),
    executableBits: isYes(values.get('core.filemode')),
    maxFileSize: size('trialbook.maxFileSize', MAX_FILE_SIZE),
    maxTotalSize: size('trialbook.maxTotalSize', MAX_TOTAL_SIZE),
    problems,
    filtersOff: [...filters].flatMap((filter) => [`${filter}.clean=`, `${filter}.smudge=`, `${filter}.process=`, `${filter}.required=false`]),
    hasLfs: filters.has('filter.lfs'),
  };
}

function isYes(text = 'true'): boolean {
  return !['false', 'no', 'off', '0', ''].includes(text.toLowerCase());
}

function bytesIn(text: string): number | null {
  const [, digits, unit] = /^([0-9]{1,15})([kmg]?)$/.exec(text.trim().toLowerCase()) ?? [];
  return digits === undefined ? null : Number(digits) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit ?? '');
}
