import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installClient } from '../../src/commands/install_client';
import type { PythonInterpreters } from '../../src/host/python';
import { PythonClient } from '../../src/host/python_client';
import { activated, clientFolder } from './extension_under_test';

describe('a Python into which the client is to be installed', function () {
  this.timeout(60_000);
  const path = process.env['PATH'];
  let storage: string;

  before(activated);

  beforeEach(() => {
    storage = mkdtempSync(join(tmpdir(), 'trialbook-install-'));
  });

  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(storage, { recursive: true });
  });

  async function install(interpreter: string): Promise<void> {
    const client = new PythonClient(clientFolder(), storage, { program: process.execPath, script: 'cli.js' });
    const python = { find: () => Promise.resolve({ path: interpreter, version: '3.11.2' }) } as unknown as PythonInterpreters;
    await installClient({ python, client, storage });
  }

  it('gets told how to get pip where it has neither pip nor uv', async () => {
    execFileSync('python3', ['-m', 'venv', '--without-pip', storage]);
    process.env['PATH'] = storage;
    await assert.rejects(install(join(storage, 'bin', 'python')), /has no pip\. Add it.*ensurepip/);
  });

  it('is left alone where it belongs to the system', async () => {
    const program = join(storage, 'python');
    writeFileSync(program, `#!/bin/sh\necho '{"pip": true, "managed": true}'\n`, { mode: 0o755 });
    await assert.rejects(install(program), /belongs to the system.*-m venv \.venv/);
  });
});
