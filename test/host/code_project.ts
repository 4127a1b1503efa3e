import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { TrialbookApi } from '../../src/extension';
import type { OpenStore, RunRef } from '../../src/host/open_store';
import { clientFolder, eventually, workspaceFolder } from './extension_under_test';

const PERSON = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];

/** A repository in a folder of the open one, with a store of its own, in which real programs are run by the real client. */
export class CodeProject {
  readonly root = join(workspaceFolder(), 'pro ject ü');
  readonly storeDir = join(this.root, '.trialbook');

  constructor(private readonly api: TrialbookApi) {
    this.remove();
    mkdirSync(this.root, { recursive: true });
    this.git('init', '-q', '-b', 'main');
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', [...PERSON, ...args], { cwd: this.root, encoding: 'utf8', stdio: 'pipe' }).trimEnd();
  }

  write(files: Readonly<Record<string, string>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), content);
    }
    return this;
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  commit(message = 'Work'): this {
    this.git('add', '-A');
    this.git('commit', '-q', '-m', message);
    return this;
  }

  /** Runs a script with tracking to its end; its run, when the store has it. */
  async run(name: string, args: readonly string[] = ['train.py'], python = 'python3'): Promise<RunRef> {
    const env = { ...process.env, PYTHONPATH: clientFolder(), TRIALBOOK_DIR: this.storeDir };
    await promisify(execFile)(python, ['-m', 'trialbook', 'run', '--name', name, ...args], { cwd: this.root, env });
    const store = await this.store();
    await store.service.sync();
    const { rows } = await store.service.runs({ limit: 100, sort: [{ by: 'started', descending: true }] });
    const row = rows.find((one) => one.name === name);
    if (!row) throw new Error(`no run ${name} among ${rows.map((one) => one.name).join(', ')}`);
    return { storeDir: this.storeDir, runId: row.runId };
  }

  store(): Promise<OpenStore> {
    return eventually(async () => {
      await this.api.stores.refresh();
      return this.api.stores.byDir(this.storeDir);
    });
  }

  async close(): Promise<void> {
    await eventually(async () => {
      this.remove();
      await this.api.stores.refresh();
      return this.api.stores.byDir(this.storeDir) === undefined;
    });
  }

  private remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}
