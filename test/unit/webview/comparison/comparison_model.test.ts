import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../../../src/core/comparison';
import type { RunDetail } from '../../../../src/core/run';
import { mostCompared, mostListed, type Differences, type RunAddress } from '../../../../src/protocol/comparison_page';
import { ComparisonModel } from '../../../../webview/comparison/comparison_model';
import { freshState, readComparisonState } from '../../../../webview/comparison/comparison_state';
import { defaultColumns } from '../../../../webview/comparison/default_columns';
import { differenceLines, sameParts } from '../../../../webview/comparison/difference_lines';
import { runDetail, type RunDetailParts } from '../../../builders/run_detail';

const address = (digit: string): RunAddress => ({ storeDir: '/w/.trialbook', runId: digit.padStart(32, '0') });
const [a, b, c] = [address('a'), address('b'), address('c')];

function differencesOf(...runs: readonly RunDetailParts[]): Differences {
  const details: RunDetail[] = runs.map((parts, index) => runDetail(`run-${index}`, parts));
  const { metrics, ...rest } = compareRuns(details);
  return { ...rest, runIds: details.map(({ row }) => row.runId), metrics: metrics.map(({ key, goal }) => ({ key, goal })) };
}

describe('the runs of a comparison', () => {
  it('stay listed when they are not chosen any more', () => {
    const model = new ComparisonModel([]);
    model.choose([a, b]);
    model.choose([b]);
    expect(model.listed).toEqual([a, b]);
    expect(model.drawn).toEqual([b]);
  });

  it('keep their colour while others come and go', () => {
    const model = new ComparisonModel([]);
    model.choose([a, b]);
    const before = model.inks.get(b.runId);
    model.choose([b, c]);
    expect(model.inks.get(b.runId)).toEqual(before);
  });

  it('tell which of them were not drawn before', () => {
    const model = new ComparisonModel([]);
    model.choose([a, b]);
    expect([...model.choose([b, c])]).toEqual([c.runId]);
  });

  it('are drawn up to as many as charts can take', () => {
    const model = new ComparisonModel([]);
    model.choose(Array.from({ length: mostCompared + 20 }, (_, index) => address(index.toString(16))));
    expect([model.drawn.length, model.chosenCount]).toEqual([mostCompared, mostCompared + 20]);
  });

  it('are all listed that are drawn, of however many that are chosen', () => {
    const model = new ComparisonModel([a]);
    model.choose(Array.from({ length: 2 * mostListed }, (_, index) => address(`1${index.toString(16)}`)));
    const listed = new Set(model.listed.map(({ runId }) => runId));
    expect(listed.size).toBe(mostListed);
    expect(model.drawn.filter(({ runId }) => !listed.has(runId))).toEqual([]);
  });

  it('are measured against the one the person named, else against the first chosen', () => {
    const model = new ComparisonModel([]);
    model.choose([b, c]);
    const rows = [a, b, c].map(({ storeDir, runId }) => ({ ...runDetail('x').row, storeDir, runId }));
    expect(model.baselineOf(rows, null)?.runId).toBe(b.runId);
    expect(model.baselineOf(rows, c.runId)?.runId).toBe(c.runId);
    expect(model.baselineOf(rows, 'gone')?.runId).toBe(b.runId);
  });
});

describe('the columns that a comparison begins with', () => {
  it('are the headline metric, others that can be better or worse, and the params that differ', () => {
    const shared = { 'train/lr': 0.1, 'train/loss': 1, 'val/acc': 0.9, 'system/cpu': 50 };
    const differences = differencesOf({ metrics: shared, params: { lr: '0.1', seed: '1' } }, { metrics: shared, params: { lr: '0.2', seed: '1' } });
    expect(defaultColumns(differences, { metrics: [], params: [] })).toEqual({ metrics: ['val/acc', 'train/loss', 'train/lr'], params: ['lr'] });
  });

  it('are those that occur most when nothing is chosen', () => {
    const all = { metrics: ['steps', 'val_acc'], params: ['lr', 'C'] };
    expect(defaultColumns(undefined, all)).toEqual({ metrics: ['val_acc', 'steps'], params: ['lr', 'C'] });
  });
});

describe('what differs between runs', () => {
  const differences = differencesOf(
    { params: { lr: '0.1', seed: '1' }, row: { command: 'train.py' }, tags: { stage: 'a' } },
    { params: { lr: '0.2', seed: '1' }, row: { command: 'train.py' }, tags: { stage: 'a' } },
  );
  const names = (onlyDifferent: boolean) => differenceLines(differences, onlyDifferent).map((line) => line.row?.name ?? `# ${line.part}`);

  it('is shown part by part', () => {
    expect(names(true)).toEqual(['# Params', 'lr']);
  });

  it('is shown among all that there is, on demand', () => {
    expect(names(false)).toEqual(['# Params', 'lr', 'seed', '# Code', 'command', 'branch', 'commit', 'uncommitted changes', '# Tags', 'stage']);
  });

  it('names the parts that are the same', () => {
    expect(sameParts(differences)).toEqual(['code', 'tags']);
  });
});

describe('the saved state of a comparison', () => {
  it('is what was saved', () => {
    const state = { ...freshState, query: 'starred', listed: [a], sort: { by: 'metric', key: 'acc', descending: true } as const, share: 0.7, metrics: ['acc'] };
    expect(readComparisonState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it('is that of a fresh page wherever it does not fit', () => {
    expect(readComparisonState({ query: 4, listed: [{ runId: 1 }], sort: { by: 'magic', descending: true }, share: 12, widths: { a: 'x' } })).toEqual(freshState);
  });
});
