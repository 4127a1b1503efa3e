import { describe, expect, it } from 'vitest';
import { judged } from '../../../scripts/testing/outcome.mjs';

describe('a part of the tests', () => {
  it('fails when no test ran, however well its program ended', () => {
    expect(judged({ passed: 0, failed: 0, skipped: 0 }, true).failed).toBe(1);
    expect(judged({ passed: 0, failed: 0, skipped: 7 }, true).failed).toBe(1);
  });

  it('fails when its program ended badly and no failed test says why', () => {
    expect(judged({ passed: 3, failed: 0, skipped: 0 }, false)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('counts a failed test once', () => {
    expect(judged({ passed: 3, failed: 2, skipped: 0 }, false)).toEqual({ passed: 3, failed: 2, skipped: 0 });
  });

  it('passes when tests ran and none failed', () => {
    expect(judged({ passed: 3, failed: 0, skipped: 1 }, true)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  });
});
