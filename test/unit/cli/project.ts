import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { CommandLine, type Finished, type Started } from '../../builders/command_line';
import { JournalBuilder, type JournalOptions } from '../../builders/journal';

/** A fresh project for each test of a file, and the command to be run in it. */
export class Project {
  folder = '';
  private commandLine: CommandLine | undefined;

  /** Call once, at the top of a test file. */
  static forEachTest(): Project {
    const project = new Project();
    beforeAll(async () => {
      project.commandLine = await CommandLine.build();
    });
    afterAll(() => project.commandLine?.[Symbol.asyncDispose]());
    beforeEach(() => {
      project.folder = realpathSync(mkdtempSync(join(tmpdir(), 'trialbook-project-')));
    });
    afterEach(() => rmSync(project.folder, { recursive: true, force: true }));
    return project;
  }

  get store(): string {
    return join(this.folder, '.trialbook');
  }

  /** The journal of a run that is being recorded: chain records and `end()` to it. */
  run(name: string, options: JournalOptions = {}): JournalBuilder {
    return new JournalBuilder(this.store, { name, ...options });
  }

  trialbook(...args: readonly string[]): Promise<Finished> {
    return this.command.run(args, this.folder);
  }

  trialbookIn(cwd: string, env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Finished> {
    return this.command.run(args, cwd, env);
  }

  /** In the project as it is, where nothing may be written. */
  async trialbookReadingOnly(...args: readonly string[]): Promise<Finished> {
    const all = [this.folder, ...readdirSync(this.folder, { recursive: true, encoding: 'utf8' }).map((name) => join(this.folder, name))];
    for (const path of all) chmodSync(path, 0o555);
    try {
      return await this.command.runAsNobody(args, this.folder);
    } finally {
      for (const path of all) chmodSync(path, 0o755);
    }
  }

  trialbookUnder(node: string, ...args: readonly string[]): Promise<Finished> {
    return this.command.runUnder(node, args, this.folder);
  }

  start(...args: readonly string[]): Started {
    return this.command.start(args, this.folder);
  }

  /** What the command prints with `--json`; fails unless it was done. */
  async json<Reply>(...args: readonly string[]): Promise<Reply> {
    const { status, stdout, stderr } = await this.trialbook(...args, '--json');
    if (status !== 0) throw new Error(`trialbook ${args.join(' ')}: ${stderr}`);
    return JSON.parse(stdout) as Reply;
  }

  private get command(): CommandLine {
    if (!this.commandLine) throw new Error('the command is not built yet');
    return this.commandLine;
  }
}
