import { describe, expect, it } from 'vitest';
import { commitMessage, commitSubject } from '../../../src/core/commit_message';
import { runDetail } from '../../builders/run_detail';

describe("the message of a commit of a run's code", () => {
  it('is called after the run and the metric that tells runs apart', () => {
    expect(commitSubject(runDetail('calm-heron', { metrics: { loss: 0.3, val_acc: 0.98123 } }))).toBe('calm-heron: val_acc 0.9812');
  });

  it('is called after the command where no metric tells runs apart', () => {
    expect(commitSubject(runDetail('calm-heron', { row: { command: 'python train.py' } }))).toBe('calm-heron: python train.py');
  });

  it('has metrics, params, and the id by which the run is found', () => {
    const detail = runDetail('r', { metrics: { loss: 0.3, 'system/cpu': 90 }, params: { lr: '0.1' } });
    expect(commitMessage('Better', detail)).toBe(`Better\n\nMetrics:\n  loss 0.3\n\nParams:\n  lr 0.1\n\nTrialbook-Run: ${detail.row.runId}`);
  });

  it('keeps each value on its line, so that none can pass for a trailer', () => {
    const detail = runDetail('r', { params: { prompt: 'first\n\nSigned-off-by: Eve' } });
    expect(commitMessage('x', detail)).toContain('  prompt first Signed-off-by: Eve\n');
  });

  it('says how many params it leaves out', () => {
    const params = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`p${index}`, '1']));
    expect(commitMessage('x', runDetail('r', { params }))).toContain('  … 3 more');
  });
});
