import type { RunDetail, RunRow } from '../../src/core/run';
import type { MetricSummary } from '../../src/core/series';

export interface RunDetailParts extends Partial<Omit<RunDetail, 'row' | 'params' | 'metrics' | 'tags'>> {
  readonly row?: Partial<RunRow>;
  readonly params?: Readonly<Record<string, string>>;
  /** last values; null is NaN */
  readonly metrics?: Readonly<Record<string, number | null>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A finished run with what a test cares about, and nothing else. */
export function runDetail(name: string, parts: RunDetailParts = {}): RunDetail {
  const { row, params = {}, metrics = {}, tags = {}, ...rest } = parts;
  return {
    row: {
      runId: Buffer.from(name.padEnd(16, '.')).subarray(0, 16).toString('hex'),
      name,
      experiment: 'Default',
      parentRunId: null,
      kind: 'script',
      status: 'FINISHED',
      startMs: 1_000,
      endMs: 2_000,
      error: null,
      starred: false,
      note: '',
      binnedMs: null,
      command: '',
      script: null,
      commit: null,
      branch: null,
      dirty: null,
      snapshot: null,
      childCount: 0,
      cellCount: 0,
      problemCount: 0,
      metrics: [],
      params: [],
      tags: [],
      ...row,
    },
    params: Object.entries(params).map(([key, value]) => ({ name: key, value, source: 'log' })),
    metrics: Object.entries(metrics).map(([key, last]) => metricSummary(key, last)),
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    artifacts: [],
    datasets: [],
    files: [],
    environment: null,
    git: null,
    session: null,
    argv: [],
    cwd: null,
    interpreter: null,
    user: null,
    host: null,
    pid: null,
    process: null,
    exitCode: 0,
    traceback: null,
    problems: [],
    children: [],
    parent: null,
    artifactDir: '/nowhere',
    ...rest,
  };
}

/** A series of one point. */
export function metricSummary(key: string, last: number | null): MetricSummary {
  const nanCount = last === null ? 1 : 0;
  const step = last === null ? null : 0;
  return {
    key, count: 1, nanCount, last, lastStep: 0, lastTimeMs: 1_500, min: last, minStep: step, max: last, maxStep: step, source: 'log',
  };
}
