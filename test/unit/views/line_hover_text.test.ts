import { describe, expect, it } from 'vitest';
import type { RunRow } from '../../../src/core/run';
import { lineHoverText, type LineHover } from '../../../src/views/line_hover_text';
import { metricSummary, runDetail } from '../../builders/run_detail';

function run(name: string, value?: number | null): RunRow {
  return { ...runDetail(name).row, metrics: [value === undefined ? null : metricSummary('val_acc', value)] };
}

const change = { before: 'lr = 0.1', after: 'lr = 0.01' };

/** What is told, with the addresses of runs left out. */
function told(parts: Partial<LineHover>): string | null {
  return lineHoverText({ since: null, later: [], best: null, metric: 'val_acc', ...parts }, () => '')?.replaceAll('&#45;', '-').replaceAll('&#95;', '_').replaceAll('&#46;', '.') ?? null;
}

describe('what is told of a changed line', () => {
  it('is what the last run with another had and gave, and what has come of it', () => {
    expect(told({ since: { row: run('brave-otter-12', 0.93), change }, later: [run('calm-heron-13', 0.95)] })).toBe(
      '`0.1 → 0.01` since [brave-otter-12](): val_acc 0.93 → 0.95 ([calm-heron-13]())',
    );
  });

  it('is of runs with the same command where there are such, and says so where not', () => {
    const called = (name: string, command: string, value: number): RunRow => ({ ...run(name, value), command });
    const since = { row: called('a', 'train.py', 0.93), change };
    expect(told({ since, later: [called('c', 'train.py --lr 9', 0.1), called('b', 'train.py', 0.95)] })).toContain('0.93 → 0.95 ([b]())');
    expect(told({ since, later: [called('c', 'train.py --lr 9', 0.1)] })).toContain('0.93 → 0.1 ([c](), run with other arguments)');
  });

  it('passes over later runs that have no value yet', () => {
    expect(told({ since: { row: run('a', 0.93), change }, later: [run('c'), run('b', 0.95)] })).toContain('0.93 → 0.95 ([b]())');
  });

  it('is that it was not run yet', () => {
    expect(told({ since: { row: run('a', 0.93), change } })).toBe('`0.1 → 0.01` since [a](): val_acc 0.93\n\nNot run yet since the change.');
  });

  it('is what the best run had, where that is another one', () => {
    const row = run('best', 0.99);
    expect(told({ since: { row: run('a', 0.93), change }, best: { row, change: { before: 'lr = 1', after: 'lr = 0.01' } } })).toMatch(/\n\n`1 → 0\.01` since the best run, \[best\]\(\): val_acc 0\.99$/);
    expect(told({ since: { row, change }, best: { row, change } })).not.toContain('the best run');
  });

  it('says that a line is new', () => expect(told({ since: { row: run('a'), change: { before: null, after: 'x' } } })).toMatch(/^New since \[a\]/));
  it('tells NaN, and a run without a value', () => expect(told({ since: { row: run('a'), change }, later: [run('b', null)] })).toContain('val_acc none → NaN'));
  it('is nothing where nothing changed', () => expect(told({ later: [run('a', 1)] })).toBeNull());

  it('is text, whatever is in it', () => {
    const text = lineHoverText({ since: { row: run('[x](command:evil)', 1), change: { before: 'a = `1`', after: 'a = `2`' } }, later: [], best: null, metric: '<b>' }, () => 'link');
    expect(text).not.toMatch(/\]\(command|<b>|``/);
  });
});
