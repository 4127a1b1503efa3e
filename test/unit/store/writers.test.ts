import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, utimesSync } from 'node:fs';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readHere } from '../../../src/journal/process_life';
import type { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

const here = readHere();
const MINUTE = 60_000;

let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

/** As if the file was last written so long ago. */
function age(journal: JournalBuilder, ms: number): void {
  const then = new Date(Date.now() - ms);
  utimesSync(journal.path, then, then);
}

function statusOf({ runId }: JournalBuilder): string {
  store.sync();
  return store.detail(runId).row.status;
}

/** A process on this host, and the journal it writes. */
async function journalOfProcess(): Promise<{ journal: JournalBuilder; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const pid = child.pid ?? 0;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const journal = new JournalBuilder(dir, {
    pid, host: here.host, boot: here.boot ?? '', pidStart: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '',
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { journal, kill };
}

describe.skipIf(process.platform !== 'linux')('a run of a process on this host', () => {
  it('runs as long as the process lives, however silent it is', async () => {
    const { journal } = await journalOfProcess();
    age(journal, 60 * MINUTE);
    expect(statusOf(journal)).toBe('RUNNING');
  });

  it('has crashed when the process is gone, at the time of its last record', async () => {
    const { journal, kill } = await journalOfProcess();
    journal.metrics({ loss: 1 });
    await kill();
    expect(statusOf(journal)).toBe('CRASHED');
    expect(store.detail(journal.runId).row.endMs).toBe(store.points({ runId: journal.runId, key: 'loss' })[0]?.timeMs);
  });

  it('runs again when records come after all', async () => {
    const { journal, kill } = await journalOfProcess();
    await kill();
    expect(statusOf(journal)).toBe('CRASHED');
    journal.metrics({ loss: 1 });
    expect(statusOf(journal)).toBe('RUNNING');
  });

  it('that has ended stays ended', async () => {
    const { journal, kill } = await journalOfProcess();
    journal.record('end', { status: 'FAILED' });
    await kill();
    expect(statusOf(journal)).toBe('FAILED');
  });

  it('loses a torn last line when it is gone, and says so', async () => {
    const { journal, kill } = await journalOfProcess();
    journal.metrics({ loss: 1 });
    appendFileSync(journal.path, '{"v":1,"type":"metr');
    await kill();
    expect(statusOf(journal)).toBe('CRASHED');
    expect(store.detail(journal.runId).problems).toEqual([]);
    age(journal, 3 * MINUTE);
    store.sync();
    expect(store.detail(journal.runId).problems).toMatchObject([{ code: 'bad-line' }]);
  });
});

describe('a run of a process elsewhere', () => {
  it('runs while something is heard of it', () => {
    const journal = new JournalBuilder(dir, { host: 'cluster-7' });
    age(journal, MINUTE);
    expect(statusOf(journal)).toBe('RUNNING');
  });

  it('is unknown after two minutes of silence, and runs again at the next record', () => {
    const journal = new JournalBuilder(dir, { host: 'cluster-7' });
    age(journal, 3 * MINUTE);
    expect(statusOf(journal)).toBe('UNKNOWN');
    journal.record('heartbeat');
    expect(statusOf(journal)).toBe('RUNNING');
  });

  it('is not unknown when it has ended', () => {
    const journal = new JournalBuilder(dir, { host: 'cluster-7' });
    journal.record('end', { status: 'KILLED' });
    age(journal, 3 * MINUTE);
    expect(statusOf(journal)).toBe('KILLED');
  });
});

describe('a run of two processes that both started it', () => {
  it('runs until both have ended, and ends as the later one did', () => {
    const runId = 'c'.repeat(32);
    const one = new JournalBuilder(dir, { runId, journalId: '1'.repeat(32), name: 'first' }).metrics({ a: 1 });
    const two = new JournalBuilder(dir, { runId, journalId: '2'.repeat(32), name: 'second' }).wait(5000).metrics({ a: 2 });
    one.end('FAILED');
    expect(statusOf(one)).toBe('RUNNING');
    two.end();
    expect(statusOf(two)).toBe('FINISHED');
    expect(store.detail(runId)).toMatchObject({ row: { name: 'first' }, metrics: [{ key: 'a', count: 2 }] });
  });
});
