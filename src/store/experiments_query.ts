import type { Database } from 'better-sqlite3';
import { goalOf, headlineMetric } from '../core/headline';
import type { Experiment, Goal } from '../core/run';
import type { Names } from './names';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly metric: string | null;
  readonly goal: Goal | null;
  readonly runCount: number;
  readonly runningCount: number;
  readonly lastStartMs: number | null;
}

/** How many of an experiment's latest runs are asked for their metrics when nobody chose one. */
const LATEST = 50;

/** Experiments that have runs outside the bin, the one with the latest run first. */
export function readExperiments(db: Database, names: Names): Experiment[] {
  const rows = db
    .prepare(
      `SELECT e.id, e.name, e.metric, e.goal, sum(r.parent_run_id IS NULL) AS runCount,
         sum(CASE WHEN r.status = 'RUNNING' THEN r.kind IS NOT 'session' ELSE 0 END) AS runningCount, max(r.start_ms) AS lastStartMs
       FROM experiment e JOIN run r ON r.experiment = e.id AND r.binned_ms IS NULL GROUP BY e.id ORDER BY lastStartMs DESC, e.name`,
    )
    .all() as Row[];
  return rows.map((row) => {
    const headline = row.metric === null ? headlineMetric(recentKeys(db, row.id)) : { key: row.metric, goal: row.goal ?? goalOf(row.metric) ?? 'max' };
    return {
      name: row.name,
      metric: headline?.key ?? null,
      goal: headline?.goal ?? 'max',
      chosen: row.metric !== null,
      runCount: row.runCount,
      runningCount: row.runningCount,
      lastStartMs: row.lastStartMs ?? 0,
      best: headline && bestRun(db, row.id, names.find(headline.key) ?? -1, headline.goal),
    };
  });
}

function recentKeys(db: Database, experiment: number): string[] {
  const sql = `SELECT DISTINCT n.text FROM (SELECT id FROM run WHERE experiment = ? AND binned_ms IS NULL ORDER BY start_ms DESC LIMIT ${LATEST}) r
    JOIN series s ON s.run = r.id JOIN name n ON n.id = s.name`;
  return db.prepare(sql).pluck().all(experiment) as string[];
}

/** By the metric's last value, which is what lists show. */
function bestRun(db: Database, experiment: number, name: number, goal: Goal): Experiment['best'] {
  const sql = `SELECT r.run_id AS runId, r.name, s.last AS value FROM series s CROSS JOIN run r ON r.id = s.run
    WHERE s.name = ? AND s.last IS NOT NULL AND r.experiment = ? AND r.binned_ms IS NULL ORDER BY s.last ${goal === 'max' ? 'DESC' : 'ASC'} LIMIT 1`;
  return (db.prepare(sql).get(name, experiment) as Experiment['best'] | undefined) ?? null;
}
