import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { bundle } from '../../../builders/bundle';
import { randomNumbers } from '../../../builders/random';
import { SessionJournal } from '../../../builders/session_journal';
import { openStore } from '../../../builders/store';
import { temporaryStoreDir } from '../../../builders/store_dir';

const CELLS = 1500;

let code: string;

beforeAll(async () => {
  code = await bundle('test/unit/store/ingest_process.ts');
});

it('each execution comes once, with all that it gave, however often those are killed who read', { timeout: 60_000 }, async () => {
  const dir = temporaryStoreDir();
  const random = randomNumbers(7);
  const store = openStore(dir);
  store.edit({ op: 'found-numbers', notebook: '*', choices: { '*': '*' } });
  const kernel = new SessionJournal(dir, 'kernel');
  const editor = new SessionJournal(dir, 'editor');
  let kills = 0;
  const writing = (async () => {
    for (let count = 1; count <= CELLS; count++) {
      kernel.begin(`step(${count % 7})`, { count }).print(`val_acc: ${count / CELLS}\n`).metrics({ loss: -count }, count);
      editor.begin(`step(${count % 7})`, { index: count % 7 }).finish({ count });
      kernel.finish({ count });
      if (count % 25 === 0 && kills < 8) await wait(20);
    }
  })();
  while (kills < 8) {
    const victim = spawn(process.execPath, [code, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void victim.kill('SIGKILL'));
    await once(victim.stdout, 'data');
    await wait(random() * 150);
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    kills++;
  }
  await writing;
  store.sync();
  const { rows } = store.cells({ limit: CELLS * 2 });
  expect(rows.map(({ count, by, index, metrics }) => [count, by, index, metrics.map(({ key, value }) => [key, value])])).toEqual(
    Array.from({ length: CELLS }, (_, at) => [at + 1, 'both', (at + 1) % 7, [['loss', -(at + 1)], ['val_acc', (at + 1) / CELLS]]]),
  );
  expect(store.points({ runId: kernel.runId, key: 'val_acc' }).map(({ step, value }) => [step, value])).toEqual(Array.from({ length: CELLS }, (_, at) => [at, (at + 1) / CELLS]));
  expect(store.detail(kernel.runId).row).toMatchObject({ cellCount: CELLS, problemCount: 0 });
});
