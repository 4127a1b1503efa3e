import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, it, onTestFinished } from 'vitest';
import { FolderWatch } from '../../../src/journal/folder_watch';

let parent: string;
let dir: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'trialbook-'));
  dir = join(parent, 'journal');
});

/** Watches, and waits for changes that fulfil a condition. */
function watch(): (holds: (name: string | null) => boolean) => Promise<void> {
  const listeners = new Set<(name: string | null) => void>();
  const watcher = new FolderWatch(dir, (name) => listeners.forEach((listener) => listener(name)), () => undefined);
  watcher.start();
  onTestFinished(() => {
    watcher.close();
    rmSync(parent, { recursive: true, force: true });
  });
  return (holds) =>
    new Promise((resolve) => {
      const listener = (name: string | null) => {
        if (!holds(name)) return;
        listeners.delete(listener);
        resolve();
      };
      listeners.add(listener);
    });
}

describe('a watched folder', () => {
  it('tells by name which file was written', async () => {
    mkdirSync(dir);
    writeFileSync(join(dir, 'a.jsonl'), 'x');
    const changed = watch();
    const told = changed((name) => name === 'a.jsonl');
    appendFileSync(join(dir, 'a.jsonl'), 'y');
    await told;
  });

  it('may be made later', async () => {
    const changed = watch();
    mkdirSync(dir);
    await changed((name) => name === null);
    const told = changed((name) => name === 'a.jsonl');
    writeFileSync(join(dir, 'a.jsonl'), 'x');
    await told;
  });

  it('may be removed and made again', async () => {
    mkdirSync(dir);
    const changed = watch();
    const removed = changed((name) => name === 'journal');
    rmSync(dir, { recursive: true });
    await removed;
    mkdirSync(dir);
    writeFileSync(join(dir, 'a.jsonl'), 'x');
    await changed((name) => name === null);
    const told = changed((name) => name === 'a.jsonl');
    appendFileSync(join(dir, 'a.jsonl'), 'y');
    await told;
  });
});
