import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensurePythonEnvironment } from '../../../scripts/setup/python_environment.mjs';
import { writeClientWheel } from '../../../src/host/client_wheel';

let folder: string;
let python: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trialbook-'));
  python = await ensurePythonEnvironment();
}, 600_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('pip installs the client from its wheel, without a network', async () => {
  const wheel = await writeClientWheel(join(import.meta.dirname, '..', '..', '..', 'python'), folder);
  const target = join(folder, 'site');
  execFileSync(python, ['-m', 'pip', 'install', '--no-index', '--no-deps', '--disable-pip-version-check', '--target', target, wheel], { stdio: 'pipe' });
  const env = { ...process.env, PYTHONPATH: target, PYTHONDONTWRITEBYTECODE: '1' };
  const found = execFileSync(python, ['-c', 'import trialbook; print(trialbook.__file__)'], { env, cwd: folder, encoding: 'utf8' });
  expect(found.trim()).toBe(join(target, 'trialbook', '__init__.py'));
}, 60_000);
