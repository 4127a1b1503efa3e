import { describe, expect, it } from 'vitest';
import { readState } from '../../../../webview/run/run_state';

describe('the saved state of a run page', () => {
  it('is what was saved', () => {
    const state = { address: { storeDir: '/w/.trialbook', runId: 'a' }, tab: 'log', xAxis: 'relative', logY: true, smoothing: 0.6, metricFilter: 'loss', folded: ['val'], wrapLog: true, draft: { runId: 'a', text: 'new', base: '' } } as const;
    expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it.each([[undefined], [null], ['text'], [{ xAxis: 'z', smoothing: 7, folded: 'val', logY: 1, metricFilter: null, address: 3, wrapLog: 'yes', draft: { runId: 'a' } }]])('is that of a fresh page for %j', (saved) => {
    expect(readState(saved)).toEqual({ xAxis: 'step', logY: false, smoothing: 0, metricFilter: '', folded: [], wrapLog: false });
  });
});
