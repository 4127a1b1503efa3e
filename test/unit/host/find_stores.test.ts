import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findStores, SEARCH_LIMITS } from '../../../src/host/find_stores';

let top: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'trialbook-')));
});

afterEach(() => {
  rmSync(top, { recursive: true });
});

function folder(path: string): string {
  mkdirSync(join(top, path), { recursive: true });
  return join(top, path);
}

async function found(from = top): Promise<string[]> {
  return (await findStores(from)).dirs.map((dir) => dir.slice(top.length + 1));
}

describe('the stores of a folder', () => {
  it('are the one in it and those below, the shallow ones first', async () => {
    for (const path of ['a/deep/er/.trialbook', 'b/.trialbook', '.trialbook']) folder(path);
    expect(await found()).toEqual(['.trialbook', 'b/.trialbook', 'a/deep/er/.trialbook']);
  });

  it('are also the nearest one above, where the client records when run from there', async () => {
    for (const path of ['.trialbook', 'work/.trialbook', 'work/sub']) folder(path);
    expect(await found(join(top, 'work', 'sub'))).toEqual(['work/.trialbook']);
  });

  it('are not looked for in packages, virtual environments and hidden folders', async () => {
    for (const path of ['node_modules/x/.trialbook', '.cache/.trialbook', 'env/lib/.trialbook']) folder(path);
    writeFileSync(join(top, 'env', 'pyvenv.cfg'), '');
    expect(await found()).toEqual([]);
  });

  it('come once where a link leads to the same folder', async () => {
    folder('.trialbook');
    symlinkSync(join(top, '.trialbook'), join(folder('other'), '.trialbook'));
    expect(await found()).toEqual(['.trialbook']);
  });

  it('are looked for within limits, and it is told that they were reached', async () => {
    for (let number = 0; number < 20; number++) folder(`many/${number}`);
    expect(await findStores(join(top, 'many'), { ...SEARCH_LIMITS, folders: 10 })).toMatchObject({ complete: false });
  });

  it('never include one of the home folder itself, which would take in every project', async () => {
    const home = process.env['HOME'];
    folder('.trialbook');
    process.env['HOME'] = top;
    try {
      expect(await found(folder('project'))).toEqual([]);
    } finally {
      if (home === undefined) delete process.env['HOME'];
      else process.env['HOME'] = home;
    }
  });
});
