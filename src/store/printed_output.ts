import { PrintedReader } from '../core/printed/printed_reader';
import type { JournalEntry } from './journal_rows';
import type { PointWriter } from './point_writer';

type StreamName = 'stdout' | 'stderr';

/** Reads metrics from what processes print, as their journals come in. Where each reading stands is kept with its journal. */
export class PrintedOutput {
  private readonly readers = new WeakMap<JournalEntry, Partial<Record<StreamName, PrintedReader>>>();

  constructor(private readonly points: PointWriter) {}

  /**
   * Returns how many points a piece of output brought. Every journal of the run is read: what a program prints to a terminal
   * is recorded by a process of its own, and ranks other than the first record no output.
   */
  read(journal: JournalEntry, stream: StreamName, text: string, timeMs: number): number {
    const { run } = journal;
    if (!run) return 0;
    const readers = this.readersOf(journal);
    const reader = (readers[stream] ??= new PrintedReader());
    let count = 0;
    for (const { key, step, value } of reader.read(text)) {
      if (this.points.addPrinted(run.id, journal.id, key, step, timeMs - run.baseMs, Number.isNaN(value) ? null : value)) count++;
    }
    journal.printed = JSON.stringify({ stdout: readers.stdout?.state, stderr: readers.stderr?.state });
    journal.changed = true;
    return count;
  }

  private readersOf(journal: JournalEntry): Partial<Record<StreamName, PrintedReader>> {
    let readers = this.readers.get(journal);
    if (!readers) {
      const states = JSON.parse(journal.printed ?? '{}') as Partial<Record<StreamName, string>>;
      readers = {};
      for (const stream of ['stdout', 'stderr'] as const) if (states[stream]) readers[stream] = new PrintedReader(states[stream]);
      this.readers.set(journal, readers);
    }
    return readers;
  }
}
