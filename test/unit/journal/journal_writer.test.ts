import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JournalWriter } from '../../../src/journal/journal_writer';
import { parseRecord } from '../../../src/journal/parse_record';
import { lifeOf, readHere } from '../../../src/journal/process_life';
import type { HeaderRecord, JournalRecord } from '../../../src/journal/record';

const RUN = 'ab'.repeat(16);

describe('a journal that the editor writes', () => {
  let storeDir: string;
  let journalDir: string;
  let trouble: string[];

  beforeEach(() => {
    storeDir = mkdtempSync(join(tmpdir(), 'trialbook-writer-'));
    journalDir = join(storeDir, 'journal');
    trouble = [];
  });

  afterEach(() => {
    vi.useRealTimers();
    rmSync(storeDir, { recursive: true, force: true });
  });

  const writer = (partLimit?: number) =>
    new JournalWriter({ journalDir, runId: RUN, client: 'trialbook-test 0', onTrouble: (message) => trouble.push(message), ...(partLimit && { partLimit }) });
  const parts = () => readdirSync(journalDir).sort();
  const linesOf = (part: string) => readFileSync(join(journalDir, part), 'utf8').split('\n').filter((line) => line !== '');
  const records = () => parts().flatMap(linesOf).map((line) => parseRecord(line) as JournalRecord);

  it('is read back as it was written, from its header to its seal', () => {
    const journal = writer();
    journal.append('run', { name: 'session 14:02', kind: 'session', parent: undefined, experiment: null });
    journal.append('metrics', { values: { loss: NaN, top: -Infinity, 'naïve 🙂\n': 1 } });
    journal.close();
    expect(records().map(({ type, n }) => `${n} ${type}`)).toEqual(['0 journal', '1 run', '2 metrics', '3 seal']);
    expect(records()[1]).toMatchObject({ name: 'session 14:02', kind: 'session', parent: null, experiment: null });
    expect(records()[2]).toMatchObject({ values: { loss: 'NaN', top: '-Infinity', 'naïve 🙂\n': 1 } });
  });

  it('tells which process writes, so that a reader knows whether it lives', () => {
    writer().append('run');
    const header = records()[0] as HeaderRecord;
    expect(header).toMatchObject({ run: RUN, part: 0, client: 'trialbook-test 0' });
    expect(parts()).toEqual([`${header.journal}.0.jsonl`]);
    expect(lifeOf(header, readHere())).toBe('alive');
  });

  it('has each record on disk when append returns', () => {
    const journal = writer();
    for (const name of ['a', 'b', 'c']) {
      journal.append('tags', { values: { name } });
      expect(records().at(-1)).toMatchObject({ values: { name } });
    }
  });

  it('goes on in another part when one is full, and counts on', () => {
    const journal = writer(1000);
    for (let step = 0; step < 20; step++) journal.append('metrics', { values: { x: step }, step });
    journal.close();
    expect(parts().length).toBeGreaterThan(1);
    const all = parts().map(linesOf).sort((a, b) => a.length - a.length || Number(/"part":(\d+)/.exec(a[0]!)![1]) - Number(/"part":(\d+)/.exec(b[0]!)![1]));
    const read = all.flat().map((line) => parseRecord(line) as JournalRecord);
    expect(read.map(({ n }) => n)).toEqual(read.map((_, index) => index));
    expect(read.flatMap((record) => (record.type === 'metrics' ? [record.step] : []))).toEqual(Array.from({ length: 20 }, (_, step) => step));
    expect(read.filter(({ type }) => type === 'seal')).toHaveLength(parts().length);
  });

  it('begins a new journal for what comes after its close', () => {
    const journal = writer();
    journal.append('run');
    journal.close();
    journal.append('run', { resumed: true });
    expect(parts()).toHaveLength(2);
  });

  it('keeps what the disk refuses, tells once, and writes it when the disk takes it again', () => {
    vi.useFakeTimers();
    // A file where the folder has to be: root may write to a folder that is read-only.
    writeFileSync(journalDir, '');
    const journal = writer();
    journal.append('run', { name: 'kept' });
    journal.append('tags', { values: { also: 'kept' } });
    expect(trouble).toHaveLength(1);
    rmSync(journalDir);
    vi.advanceTimersByTime(2000);
    journal.append('tags', { values: { later: 'too' } });
    expect(records().map(({ type }) => type)).toEqual(['journal', 'run', 'tags', 'tags', 'problem']);
    expect(trouble).toHaveLength(1);
  });

  it('loses what is beyond its memory, and says how much', () => {
    vi.useFakeTimers();
    writeFileSync(journalDir, '');
    const journal = writer();
    for (let index = 0; index < 10; index++) journal.append('output', { stream: 'stdout', text: 'x'.repeat(1_000_000) });
    rmSync(journalDir);
    vi.advanceTimersByTime(2000);
    journal.append('heartbeat');
    expect(records().filter(({ type }) => type === 'output')).toHaveLength(8);
    expect(records().at(-1)).toMatchObject({ code: 'journal-interrupted', message: expect.stringContaining('2 records') as string });
  });

  it('goes on in another part where somebody took its file away', () => {
    const journal = writer();
    journal.append('run');
    rmSync(journalDir, { recursive: true });
    mkdirSync(journalDir);
    journal.append('tags', { values: { after: 'it' } });
    expect(records().map(({ type }) => type)).toEqual(['journal', 'tags']);
  });

  it('says that it lives every 15 seconds, until it is closed', () => {
    vi.useFakeTimers();
    const journal = writer();
    journal.append('run');
    vi.advanceTimersByTime(31_000);
    journal.close();
    vi.advanceTimersByTime(31_000);
    expect(records().map(({ type }) => type)).toEqual(['journal', 'run', 'heartbeat', 'heartbeat', 'seal']);
  });

  it('puts a note in the place of a record that no reader would take', () => {
    writer().append('output', { stream: 'stdout', text: 'x'.repeat(17_000_000) });
    expect(records()[1]).toMatchObject({ type: 'problem', code: 'record-too-large' });
  });
});
