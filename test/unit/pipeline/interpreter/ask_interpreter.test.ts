import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askInterpreter, type AskOptions, type InterpreterAnswer, type Questions } from '../../../../src/pipeline/interpreter/ask_interpreter';
import { PYTHON } from '../../../builders/run_steps';

const root = join(import.meta.dirname, '..', '..', '..', '..');
let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'trialbook-ask-'));
  mkdirSync(join(place, 'notebooks'));
  mkdirSync(join(place, 'installed'));
  // What is on this path is to Python as if it were installed.
  vi.stubEnv('PYTHONPATH', join(place, 'installed'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(place, path)), { recursive: true });
  writeFileSync(join(place, path), text);
}

function ask(questions: Partial<Questions>, options: Partial<AskOptions> = {}, python = PYTHON): Promise<InterpreterAnswer> {
  return askInterpreter(python, join(place, 'notebooks'), { stars: [], modules: [], ...questions }, { root, ...options });
}

describe('the names of a star import', () => {
  test('are those that Python binds', async () => {
    write('installed/listed.py', '__all__ = ["_kept", "part"]\n_kept = 1\nleft = 2\npart = 3\n');
    write('installed/plain.py', 'import os\n_hidden = 1\nshown = 2\n');
    write('installed/package/__init__.py', '__all__ = ["below"]\n');
    write('installed/package/below.py', '');
    const { stars } = await ask({ stars: ['listed', 'plain', 'package', 'os.path'] });
    expect(stars).toMatchObject({ listed: ['_kept', 'part'], plain: ['os', 'shown'], package: ['below'], 'os.path': expect.arrayContaining(['join']) as string[] });
  });

  test('are null for a module that is not there, raises, or asks for more than names', async () => {
    write('installed/raises.py', 'raise ValueError("no")\n');
    write('installed/leaves.py', 'import sys\nsys.exit(3)\n');
    const { stars } = await ask({ stars: ['absent', 'raises', 'leaves', 'os; print(1)'] });
    expect(stars).toEqual({ absent: null, raises: null, leaves: null, 'os; print(1)': null });
  });

  test('are known although the module prints, reads input and leaves a thread behind', async () => {
    write('installed/loud.py', 'import os, sys, threading, time\nprint("{}")\nos.write(1, b"x" * 100000)\nsys.stdin.read()\nthreading.Thread(target=time.sleep, args=(60,)).start()\nname = 1\n');
    const { stars } = await ask({ stars: ['loud'] });
    expect(stars['loud']).toContain('name');
  });

  test('that came before a module which ends Python are known', async () => {
    write('installed/fine.py', 'name = 1\n');
    write('installed/kills.py', 'import os\nos._exit(1)\n');
    expect(await ask({ stars: ['fine', 'kills'], modules: ['json'] })).toMatchObject({ stars: { fine: ['name'], kills: null }, versions: { json: null } });
  });

  test('that came before a module which never ends are known when time is up', { timeout: 30_000 }, async () => {
    write('installed/fine.py', 'name = 1\n');
    write('installed/endless.py', 'import time\nwhile True: time.sleep(1)\n');
    expect(await ask({ stars: ['fine', 'endless'] }, { timeoutMs: 5_000 })).toMatchObject({ stars: { fine: ['name'], endless: null } });
  });

  test('are not looked for beside the notebook, whose modules must not run', async () => {
    write('notebooks/helpers.py', 'open("ran", "w")\nname = 1\n');
    expect((await ask({ stars: ['helpers'] })).stars).toEqual({ helpers: null });
  });
});

describe('where a module comes from', () => {
  test('is told by the distribution’s own name and version', async () => {
    write('installed/big_name-1.2.dist-info/METADATA', 'Metadata-Version: 2.1\nName: Big.Name\nVersion: 1.2\n');
    write('installed/big_name-1.2.dist-info/RECORD', 'bigname/__init__.py,,\nbigname/inner.py,,\n');
    const { versions } = await ask({ modules: ['bigname', 'bigname.inner', 'bigname.absent', 'sys', 'nowhere'] });
    const found = { distribution: 'Big.Name', version: '1.2' };
    expect(versions).toEqual({ bigname: found, 'bigname.inner': found, 'bigname.absent': null, sys: null, nowhere: null });
  });

  test('is not guessed for a namespace that several share', async () => {
    for (const part of ['one', 'two']) {
      write(`installed/${part}-1.dist-info/METADATA`, `Metadata-Version: 2.1\nName: ${part}\nVersion: 1\n`);
      write(`installed/${part}-1.dist-info/RECORD`, `shared/${part}/__init__.py,,\n`);
    }
    const { versions } = await ask({ modules: ['shared', 'shared.two'] });
    expect(versions).toEqual({ shared: null, 'shared.two': { distribution: 'two', version: '1' } });
  });

  test('is told of what is installed for editing', async () => {
    write('installed/edited-0.1.dist-info/METADATA', 'Metadata-Version: 2.1\nName: edited\nVersion: 0.1\n');
    write('installed/edited-0.1.dist-info/RECORD', '__editable__.edited-0.1.pth,,\n');
    write('installed/edited-0.1.dist-info/top_level.txt', 'source_name\n');
    expect((await ask({ modules: ['source_name'] })).versions).toEqual({ source_name: { distribution: 'edited', version: '0.1' } });
  });

  test('is told of the others beside a distribution that is broken', async () => {
    write('installed/broken-1.dist-info/RECORD', 'broken.py,,\n');
    write('installed/whole-2.dist-info/METADATA', 'Metadata-Version: 2.1\nName: whole\nVersion: 2\n');
    write('installed/whole-2.dist-info/RECORD', 'whole.py,,\n');
    expect((await ask({ modules: ['broken', 'whole'] })).versions).toEqual({ broken: null, whole: { distribution: 'whole', version: '2' } });
  });
});

test('Python tells its version and its own modules', async () => {
  const { python, stdlib } = await ask({});
  expect(python).toMatch(/^3\.\d+\.\d+$/);
  expect(stdlib).toEqual(expect.arrayContaining(['json', 'os', 'sys', '__future__']));
});

describe('asking fails with what to do', () => {
  test('where Python is not there', async () => {
    await expect(ask({}, {}, join(place, 'python'))).rejects.toMatchObject({ code: 'no-python', message: expect.stringContaining('cannot be started') as string });
  });

  test('where the folder is not there', async () => {
    rmSync(join(place, 'notebooks'), { recursive: true });
    await expect(ask({})).rejects.toMatchObject({ code: 'no-folder' });
  });

  test('where what is started is no Python', async () => {
    await expect(ask({}, {}, process.execPath)).rejects.toMatchObject({ code: 'no-python', message: expect.stringContaining('gave no answer') as string });
  });

  test('where nothing can be learnt before time is up', async () => {
    write('installed/sitecustomize.py', 'import time\ntime.sleep(60)\n');
    await expect(ask({}, { timeoutMs: 500 })).rejects.toMatchObject({ code: 'no-python' });
  });

  test('with the signal’s reason where it is given up', async () => {
    write('installed/endless.py', 'import time\nwhile True: time.sleep(1)\n');
    const controller = new AbortController();
    const asked = ask({ stars: ['endless'] }, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('given up')), 200);
    await expect(asked).rejects.toThrow('given up');
  });
});
