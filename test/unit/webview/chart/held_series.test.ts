import { describe, expect, it } from 'vitest';
import type { SeriesView } from '../../../../src/core/series';
import { HeldSeries } from '../../../../webview/shared/chart/held_series';
import type { Range } from '../../../../webview/shared/chart/range';
import { seriesOf } from '../../../builders/series';

const thin = (runId: string) => seriesOf([1, 2, 3, 4], { runId, perBucket: 2 });
const raw = (runId: string) => seriesOf([1, 2], { runId });

/** Held series whose replies come when the test says so. */
function held() {
  const asked: { range: Range | null; only: ReadonlySet<string> | null; reply: (views: readonly SeriesView[] | Error) => Promise<void> }[] = [];
  const errors: unknown[] = [];
  const series = new HeldSeries(
    (range, _px, only) => new Promise((resolve, reject) => {
      const reply = async (views: readonly SeriesView[] | Error) => {
        if (views instanceof Error) reject(views);
        else resolve(views);
        await new Promise((settled) => setTimeout(settled));
      };
      asked.push({ range, only, reply });
    }),
    (error) => (error === undefined ? undefined : errors.push(error)),
  );
  return { series, asked, errors };
}

describe('the series that a chart holds', () => {
  it('are asked for one request at a time, and of those that come meanwhile only the last', async () => {
    const { series, asked } = held();
    series.refresh(null, 100, null);
    series.refresh(null, 200, null);
    series.refresh(null, 300, null);
    expect(asked).toHaveLength(1);
    await asked[0]?.reply([thin('a')]);
    expect(asked).toHaveLength(2);
  });

  it('are drawn from the whole until a zoom has its exact piece', async () => {
    const { series, asked } = held();
    series.refresh(null, 100, null);
    await asked[0]?.reply([thin('whole')]);
    const range = { min: 1, max: 2 };
    series.see(range, 100);
    expect(series.views(range).map(({ runId }) => runId)).toEqual(['whole']);
    await asked[1]?.reply([thin('exact')]);
    expect(series.views(range).map(({ runId }) => runId)).toEqual(['exact']);
    expect(series.views(null).map(({ runId }) => runId)).toEqual(['whole']);
  });

  it('need no request for a zoom where every point is held', async () => {
    const { series, asked } = held();
    series.refresh(null, 100, null);
    await asked[0]?.reply([raw('a')]);
    series.see({ min: 0, max: 1 }, 100);
    expect(asked).toHaveLength(1);
  });

  it('of one run are replaced without asking for the others', async () => {
    const { series, asked } = held();
    series.refresh(null, 100, null);
    await asked[0]?.reply([thin('a'), thin('b')]);
    series.refresh(null, 100, new Set(['b']));
    expect(asked[1]?.only).toEqual(new Set(['b']));
    await asked[1]?.reply([raw('b')]);
    expect(series.views(null).map(({ runId, raw: whole }) => [runId, whole])).toEqual([['a', false], ['b', true]]);
  });

  it('stay when a request fails, and the failure is told', async () => {
    const { series, asked, errors } = held();
    series.refresh(null, 100, null);
    await asked[0]?.reply([thin('a')]);
    series.refresh(null, 100, null);
    await asked[1]?.reply(new Error('gone'));
    expect(series.views(null)).toHaveLength(1);
    expect(errors).toHaveLength(1);
  });

  it('that arrive after others were wanted are not taken', async () => {
    const { series, asked } = held();
    series.refresh(null, 100, null);
    series.drop();
    await asked[0]?.reply([thin('steps')]);
    expect(series.views(null)).toEqual([]);
  });
});
