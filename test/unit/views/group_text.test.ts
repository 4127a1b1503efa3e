import { describe, expect, it } from 'vitest';
import type { RunGroup } from '../../../src/store/service';
import { groupDescription } from '../../../src/views/explorer/group_text';

const described = (parts: Partial<RunGroup>): string =>
  groupDescription({ key: 'explore.ipynb', runCount: 1, sessionCount: 0, runningCount: 0, lastStartMs: 0, ...parts }, 'experiment', undefined);

describe('what is written beside a group', () => {
  it.each([
    ['runs alone', { runCount: 4 }, '4 runs'],
    ['sessions alone', { runCount: 3, sessionCount: 3 }, '3 sessions'],
    ['both', { runCount: 6, sessionCount: 2 }, '2 sessions, 4 runs'],
    ['one of each', { runCount: 2, sessionCount: 1 }, '1 session, 1 run'],
    ['some that run', { runCount: 4, runningCount: 1 }, '4 runs · 1 running'],
  ])('counts %s', (_, group, text) => {
    expect(described(group)).toBe(text);
  });
});
