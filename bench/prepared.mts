import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { inNode } from './in_node.mts';
import { writeJournals, type JournalPlan } from './write_journals.mts';

/** Puts a store into a folder that holds these runs, whose journals are gone, as they are after a while. */
export async function prepareStore(folder: string, plan: JournalPlan): Promise<string> {
  const dir = join(folder, '.trialbook');
  writeJournals(dir, plan);
  await inNode('bench/store/ingest_program.ts', [dir]);
  rmSync(join(dir, 'journal'), { recursive: true });
  return dir;
}
