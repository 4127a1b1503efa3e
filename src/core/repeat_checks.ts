import type { EnvironmentChanges } from './compare_environment';
import { formatBytes } from './format';

/** One thing that was looked at before a run is run again. */
export interface Check {
  readonly state: 'same' | 'differs' | 'unknown';
  readonly text: string;
  /** beside the text: from what to what */
  readonly description: string;
}

/** What is to be said of Python and its packages. @param changes null where the run recorded none */
export function environmentChecks(changes: EnvironmentChanges | null): Check[] {
  if (!changes) return [{ state: 'unknown', text: 'Packages were not recorded', description: '' }];
  if (changes.same) return [{ state: 'same', text: 'Python and its packages are what they were', description: '' }];
  const { python, packages } = changes;
  return [
    ...(python ? [{ state: 'differs', text: 'Python', description: `${python.recorded} → ${python.now}` } as const] : []),
    ...packages.map(({ name, recorded, now }): Check => ({ state: 'differs', text: name, description: `${recorded ?? 'not there'} → ${now ?? 'not there'}` })),
  ];
}

/** As src/git/compare_data.ts tells of a file. */
export interface CheckedFile {
  readonly path: string;
  readonly state: 'same' | 'changed' | 'missing' | 'unverifiable' | 'written';
  readonly recordedSize: number;
  /** null where it is missing */
  readonly size: number | null;
}

/** What is to be said of the files that the run read, the code aside. */
export function dataChecks(files: readonly CheckedFile[]): Check[] {
  const same = files.filter(({ state }) => state === 'same').length;
  return [
    ...(same === 0 ? [] : [{ state: 'same', text: same === 1 ? 'The data file is what it was' : `${same} data files are what they were`, description: '' } as const]),
    ...files.filter(({ state }) => state !== 'same').map((file) => ({ state: file.state === 'unverifiable' ? 'unknown' : 'differs', text: file.path, description: dataText(file) }) as const),
  ];
}

function dataText({ state, recordedSize, size }: CheckedFile): string {
  switch (state) {
    case 'same':
      return '';
    case 'changed':
      return size === recordedSize || size === null ? 'other content' : `${formatBytes(recordedSize)} → ${formatBytes(size)}`;
    case 'missing':
      return 'is not there';
    case 'unverifiable':
      return 'of the same size; its content was not recorded';
    case 'written':
      return 'the run wrote it after it had read it';
  }
}
