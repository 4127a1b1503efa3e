import { describe, expect, it } from 'vitest';
import { metricGroups } from '../../../../webview/shared/chart/metric_groups';

describe('metrics in groups', () => {
  it('go by what stands before the last slash, those without one first', () => {
    expect(metricGroups(['val/acc', 'loss', 'train/a/x', 'val/loss'], '')).toEqual([
      { prefix: '', keys: ['loss'] },
      { prefix: 'train/a', keys: ['train/a/x'] },
      { prefix: 'val', keys: ['val/acc', 'val/loss'] },
    ]);
  });

  it('are in the order in which people count', () => {
    expect(metricGroups(['layer/10', 'layer/9'], '')[0]?.keys).toEqual(['layer/9', 'layer/10']);
  });

  it('are those in which every word of the filter occurs, in any case', () => {
    expect(metricGroups(['train/Loss', 'train/acc', 'val/loss'], 'LOSS train').flatMap(({ keys }) => keys)).toEqual(['train/Loss']);
  });
});
