import { describe, expect, it } from 'vitest';
import { dataChecks, environmentChecks } from '../../../src/core/repeat_checks';

describe('what is said before a run is run again', () => {
  it('names the packages that have another version, are gone, or are new', () => {
    const packages = [
      { name: 'numpy', recorded: '1.26.4', now: '2.1.0' },
      { name: 'torch', recorded: '2.5.0', now: null },
      { name: 'scipy', recorded: null, now: '1.14.0' },
    ];
    const checks = environmentChecks({ same: false, python: { recorded: '3.10.2', now: '3.11.2' }, packages });
    expect(checks.map(({ text, description }) => `${text}: ${description}`)).toEqual([
      'Python: 3.10.2 → 3.11.2', 'numpy: 1.26.4 → 2.1.0', 'torch: 2.5.0 → not there', 'scipy: not there → 1.14.0',
    ]);
  });

  it('says that all is the same in one line', () => {
    expect(environmentChecks({ same: true, python: null, packages: [] }).map(({ state }) => state)).toEqual(['same']);
  });

  it('does not take packages that were not recorded for the same', () => {
    expect(environmentChecks(null).map(({ state }) => state)).toEqual(['unknown']);
  });

  it('counts the data that is the same, and names the rest', () => {
    const file = (path: string, state: 'same' | 'changed' | 'missing' | 'unverifiable' | 'written', size: number | null = 10) => ({ path, state, recordedSize: 10, size });
    const checks = dataChecks([file('a', 'same'), file('b', 'same'), file('c', 'changed', 20), file('d', 'changed'), file('e', 'missing', null), file('f', 'unverifiable')]);
    expect(checks.map(({ state, text, description }) => [state, text, description])).toEqual([
      ['same', '2 data files are what they were', ''],
      ['differs', 'c', '10 B → 20 B'],
      ['differs', 'd', 'other content'],
      ['differs', 'e', 'is not there'],
      ['unknown', 'f', 'of the same size; its content was not recorded'],
    ]);
  });
});
