import { describe, expect, it } from 'vitest';
import { nameKey } from '../../../src/core/name_key';
import { runNameFromId } from '../../../src/core/run_name';

describe('the name of a run that was given none', () => {
  it('is two words and a number, always the same for the same id', () => {
    expect(runNameFromId('00112233445566778899aabbccddeeff')).toMatch(/^[a-z]+-[a-z]+-\d{1,2}$/);
    expect(runNameFromId('00112233445566778899aabbccddeeff')).toBe(runNameFromId('00112233445566778899aabbccddeeff'));
  });

  it('hardly ever is that of another run', () => {
    const ids = Array.from({ length: 500 }, (_, i) => Math.imul(i + 1, 2654435761).toString(16).replace('-', '').padStart(8, '0').padEnd(32, '0'));
    expect(new Set(ids.map(runNameFromId)).size).toBeGreaterThan(490);
  });
});

describe('the key of a name', () => {
  it('orders names as people count', () => {
    const names = ['run-10', 'Run-9', 'run-9a', 'été', 'zebra', 'Eta', 'run-009b', '10', '9'];
    expect([...names].sort((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1))).toEqual(['9', '10', 'Eta', 'été', 'Run-9', 'run-9a', 'run-009b', 'run-10', 'zebra']);
  });
});
