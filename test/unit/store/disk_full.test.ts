import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

/** A disk of so many megabytes, or null where none may be mounted. */
function smallDisk(megabytes: number): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'trialbook-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
  onTestFinished(() => {
    if (mounted) execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return mounted ? folder : null;
}

describe('a disk that is full', () => {
  it('stops ingest, which goes on where it was once there is room', ({ skip }) => {
    const disk = smallDisk(4);
    if (disk === null) return skip('no small disk may be mounted here');
    // The journals are elsewhere, as they may be: only the database has no room.
    const dir = join(disk, '.trialbook');
    const elsewhere = temporaryStoreDir();
    mkdirSync(join(elsewhere, 'journal'), { recursive: true });
    mkdirSync(dir);
    symlinkSync(join(elsewhere, 'journal'), join(dir, 'journal'));
    const journal = new JournalBuilder(elsewhere).lines(Array.from({ length: 20_000 }, (_, step) => ({ type: 'metrics', values: { loss: step }, step })));
    const store = openStore(dir);
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(3_300_000));
    expect(() => store.sync()).toThrow(expect.objectContaining({ code: 'disk-full' }));
    expect(store.runs({}).rows.length).toBeLessThanOrEqual(1);
    rmSync(ballast);
    store.sync();
    expect(store.points({ runId: journal.runId, key: 'loss', limit: 100_000 }).map(({ value }) => value)).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
    expect(store.detail(journal.runId).problems).toEqual([]);
  });
});
