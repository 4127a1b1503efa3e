import type { Row } from './row.mts';

/** What is measured together, because it needs the same preparation. */
export type Bench = () => Promise<Row[]>;

/**
 * Everything that is measured, in its order, by the name that `npm run bench -- NAME` takes. Each is loaded when it runs, so
 * that one of them needs nothing of the others.
 */
export const benches: Readonly<Record<string, Bench>> = {
  import: async () => (await import('./recording.mts')).importing(),
  start: async () => (await import('./recording.mts')).starting(),
  snapshot: async () => (await import('./git_snapshot.mts')).gitSnapshot(),
  log: async () => (await import('./recording.mts')).logging(),
  processes: async () => (await import('./recording.mts')).together(),
  ingest: async () => (await import('./ingest.mts')).ingest(),
  size: async () => (await import('./size.mts')).size(),
  history: async () => (await import('./history.mts')).history(),
  cells: async () => (await import('./cells.mts')).cells(),
  session: async () => (await import('./cells.mts')).session(),
  chart: async () => (await import('./chart.mts')).chart(),
  runs: async () => (await import('./editor_many_runs.mts')).editorManyRuns(),
  seen: async () => (await import('./editor_seen.mts')).editorSeen(),
  stall: async () => (await import('./editor_stall.mts')).editorStall(),
  pipeline: async () => (await import('./pipeline.mts')).pipeline(),
  runner: async () => (await import('./runner.mts')).runner(),
  activation: async () => (await import('./editor_activation.mts')).editorActivation(),
};
