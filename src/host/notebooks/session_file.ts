import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readIdentity } from '../../journal/process_life';

/**
 * Tells a kernel into which extensions are loaded by hand (`%load_ext trialbook`) which run its session is here: a file that
 * the kernel finds by its notebook's path, and believes for as long as this process lives. No method throws.
 */
export class SessionFile {
  private readonly path: string;

  /** @param notebook absolute path */
  constructor(
    storeDir: string,
    private readonly notebook: string,
  ) {
    this.path = join(storeDir, 'sessions', `${createHash('sha256').update(notebook).digest('hex').slice(0, 32)}.json`);
  }

  write(runId: string): void {
    const { host, pid, pidStart, boot, pidNs } = readIdentity();
    const told = { run: runId, notebook: this.notebook, host, pid, pid_start: pidStart, boot, pid_ns: pidNs };
    this.quietly(() => {
      mkdirSync(dirname(this.path), { recursive: true });
      // Whole or not at all: the kernel may be reading it.
      const fresh = `${this.path}.${pid}`;
      writeFileSync(fresh, `${JSON.stringify(told)}\n`);
      renameSync(fresh, this.path);
    });
  }

  remove(): void {
    this.quietly(() => rmSync(this.path, { force: true }));
  }

  private quietly(work: () => void): void {
    try {
      work();
    } catch {
      // Without the file the kernel makes a session of its own.
    }
  }
}
