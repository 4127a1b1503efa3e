import { describe, expect, it } from 'vitest';
import { SeriesBatches, type SeriesAsk } from '../../../../webview/shared/chart/series_batches';
import { seriesOf } from '../../../builders/series';

function batches() {
  const sent: SeriesAsk[] = [];
  const series = new SeriesBatches(async (ask) => {
    sent.push(ask);
    return ask.keys.map((key) => seriesOf([1], { key }));
  });
  return { series, sent };
}
const whole = { axis: 'step', range: null, px: 300, only: null } as const;

describe('charts that ask at the same moment', () => {
  it('share a request, and each gets its own series', async () => {
    const { series, sent } = batches();
    const views = await Promise.all(['loss', 'acc'].map((key) => series.get(key, whole)));
    expect(sent.map(({ keys }) => keys)).toEqual([['loss', 'acc']]);
    expect(views.map(([view]) => view?.key)).toEqual(['loss', 'acc']);
  });

  it('share it where they are of nearly the same width', async () => {
    const { series, sent } = batches();
    await Promise.all([series.get('loss', { ...whole, px: 310 }), series.get('acc', { ...whole, px: 341 })]);
    expect(sent.map(({ px }) => px)).toEqual([350]);
  });

  it('do not share it where they look at different stretches', async () => {
    const { series, sent } = batches();
    await Promise.all([series.get('loss', whole), series.get('acc', { ...whole, range: { min: 0, max: 1 } })]);
    expect(sent).toHaveLength(2);
  });

  it('are spread over several requests where one may not ask for so much', async () => {
    const { series, sent } = batches();
    await Promise.all(Array.from({ length: 450 }, (_, index) => series.get(`m${index}`, whole)));
    expect(sent.map(({ keys }) => keys.length)).toEqual([200, 200, 50]);
  });
});
