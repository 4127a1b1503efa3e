import type { Database } from 'better-sqlite3';
import { TrialbookError } from '../core/errors';
import { runNotFound } from './run_detail';

/** The run that a person means: by its id, a unique beginning of one, or a name that only one run has. */
export function resolveRun(db: Database, ref: string): string {
  const matches = (sql: string, ...values: unknown[]) => db.prepare(`SELECT run_id FROM run WHERE ${sql} LIMIT 2`).pluck().all(...values) as string[];
  const [byId] = matches('run_id = ?', ref);
  if (byId !== undefined) return byId;
  const [named, another] = matches('name = ?', ref);
  if (named !== undefined && another === undefined) return named;
  if (another !== undefined) throw new TrialbookError('run-ambiguous', `Several runs are named ${ref}. Give the id of one.`, { ref });
  if (!/^[0-9a-f]{4,32}$/i.test(ref)) throw runNotFound(ref);
  const start = ref.toLowerCase();
  const [begun, other] = matches('run_id >= ? AND run_id < ?', start, `${start}g`);
  if (other !== undefined) throw new TrialbookError('run-ambiguous', `The ids of several runs begin with ${ref}. Give more digits.`, { ref });
  if (begun === undefined) throw runNotFound(ref);
  return begun;
}
