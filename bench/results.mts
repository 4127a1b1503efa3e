import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/setup/project.mjs';
import type { Bench } from './benches.mts';
import type { Row } from './row.mts';

/** What a benchmark came to when it was last measured here. */
export interface Result {
  /** ISO 8601 */
  readonly begun: string;
  readonly seconds: number;
  /** how many programs wanted to run on average in the minute before: what was not ours */
  readonly loadBefore: number;
  readonly rows: readonly Row[];
}

const file = join(root, '.scratch', 'bench', 'results.json');

/** Measures, and keeps what came of it for the page. */
export async function measured(name: string, bench: Bench): Promise<Result> {
  const [loadBefore = 0] = loadavg();
  const begun = new Date();
  const rows = await bench();
  const result = { begun: begun.toISOString(), seconds: (Date.now() - begun.getTime()) / 1000, loadBefore, rows };
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...keptResults(), [name]: result }, null, 2));
  return result;
}

/** By the name of the benchmark. */
export function keptResults(): Readonly<Record<string, Result>> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Result>) : {};
}
