import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const CLIENT = join(import.meta.dirname, '..', '..', 'python');

/** Waits for `argv[2]` to exist, if that is not empty; then logs `loss`, and notes step and value of each call that came back in `argv[1]`. */
const LOGGING = `
import os, sys, time, trialbook
noted = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
go, name, first, count = sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
with trialbook.start_run(name=name):
    while go and not os.path.exists(go):
        time.sleep(0.01)
    for step in range(count):
        trialbook.log_metric("loss", first + step, step=step)
        os.write(noted, b"%d %d\\n" % (step, first + step))
        if step % 20 == 19:
            time.sleep(0.05)
`;

export interface RecordingOptions {
  readonly name: string;
  /** the first value; each further one is one more */
  readonly first: number;
  /** points to log */
  readonly count: number;
  /** a file whose coming into being lets all that wait for it log at once; without it nothing is waited for */
  readonly go?: string;
}

/** A Python process that records a run with the real client, and whatever it was promised to be kept. */
export class RecordingProcess {
  private readonly child: ChildProcess;
  private readonly notes: string;
  private errors = '';
  /** resolves to the exit status, or to the signal that ended it */
  readonly ended: Promise<number | NodeJS.Signals | null>;

  constructor(
    folder: string,
    readonly options: RecordingOptions,
  ) {
    const { name, first, count, go = '' } = options;
    this.notes = join(folder, `${name}.noted`);
    this.child = spawn('python3', ['-c', LOGGING, this.notes, go, name, String(first), String(count)], {
      cwd: folder, env: pythonEnvironment(folder), stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.ended = new Promise((resolve) => this.child.once('close', (code, signal) => resolve(signal ?? code)));
  }

  /** What it and the client wrote to stderr. */
  get stderr(): string {
    return this.errors;
  }

  /** Step and value of each point whose log call came back. */
  get acknowledged(): [step: number, value: number][] {
    const text = existsSync(this.notes) ? readFileSync(this.notes, 'utf8') : '';
    return text.split('\n').slice(0, -1).map((line) => line.split(' ').map(Number) as [number, number]);
  }

  /** Waits for the first call that came back. */
  async hasLogged(): Promise<void> {
    let over = false;
    void this.ended.then(() => (over = true));
    while (this.acknowledged.length === 0) {
      if (over) throw new Error(`It ended without logging anything: ${this.errors}`);
      await wait(5);
    }
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

/** The environment in which Python finds the client, and the store in this folder. */
export function pythonEnvironment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONPATH: CLIENT, TRIALBOOK_DIR: join(folder, '.trialbook') };
}
