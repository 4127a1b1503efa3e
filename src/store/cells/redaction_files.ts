import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^([0-9a-f]{32})\.redacted$/;
const EXECUTION = /^execution (\d+)$/;
const PART = /^part (\d+) (\d+)$/;

/** What is to be taken out of one journal. */
export interface RedactionList {
  readonly journal: string;
  /** numbers of executions, in the order in which they were asked for */
  readonly executions: readonly number[];
  /** parts that are done, and for how many of the executions */
  readonly done: ReadonlyMap<number, number>;
}

/**
 * Files beside the journals that say which executions were redacted while a journal may still hold them. They are there
 * before anything else is done, so that a redaction that broke off is gone on with, and is kept to where the database is made again
 * from journals that were being written at the time.
 */
export class RedactionFiles {
  constructor(private readonly dir: string) {}

  all(): RedactionList[] {
    return namesIn(this.dir).flatMap((name) => {
      const journal = NAME.exec(name)?.[1];
      return journal === undefined ? [] : [this.read(journal)];
    });
  }

  add(journal: string, executions: readonly number[]): void {
    const known = new Set(this.read(journal).executions);
    const added = executions.filter((execution) => !known.has(execution));
    if (added.length > 0) this.append(journal, added.map((execution) => `execution ${execution}\n`).join(''));
  }

  /** The part no longer holds so many of the executions. */
  partDone(journal: string, part: number, count: number): void {
    this.append(journal, `part ${part} ${count}\n`);
  }

  remove(journal: string): void {
    rmSync(this.path(journal), { force: true });
  }

  private read(journal: string): RedactionList {
    const executions: number[] = [];
    const done = new Map<number, number>();
    for (const line of linesOf(this.path(journal))) {
      const execution = EXECUTION.exec(line);
      if (execution) executions.push(Number(execution[1]));
      const part = PART.exec(line);
      if (part) done.set(Number(part[1]), Number(part[2]));
    }
    return { journal, executions, done };
  }

  private append(journal: string, text: string): void {
    const file = openSync(this.path(journal), 'a');
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  private path(journal: string): string {
    return join(this.dir, `${journal}.redacted`);
  }
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'latin1').split('\n');
  } catch {
    return [];
  }
}
