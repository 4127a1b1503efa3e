import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What a journal's header says of the process that writes it. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  readonly pidStart: string | null;
  readonly boot: string | null;
  readonly pidNs: string | null;
}

/** `unknown`: it runs on another host or in another container, or the system does not tell processes apart well enough. */
export type Life = 'alive' | 'gone' | 'unknown';

/** The host we are on, as far as it matters for telling whether a process lives. */
export interface Here {
  readonly host: string;
  readonly boot: string | null;
  readonly pidNs: string | null;
}

export function readHere(): Here {
  return {
    host: hostname(),
    boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidNs: orNull(() => readlinkSync('/proc/self/ns/pid')),
  };
}

/** What a journal's header says of this process. */
export function readIdentity(): ProcessIdentity {
  return { ...readHere(), pid: process.pid, pidStart: statOf(process.pid)?.start ?? null };
}

/** Whether the process lives, as seen from here. Never `gone` for one that may be alive. */
export function lifeOf(process: ProcessIdentity, here: Here): Life {
  if (process.host !== here.host || process.pid <= 0) return 'unknown';
  if (process.boot !== here.boot) return process.boot !== null && here.boot !== null ? 'gone' : 'unknown';
  if (process.pidNs !== here.pidNs && process.pidNs !== null) return 'unknown';
  if (!exists(process.pid)) return 'gone';
  // A number alone may have been given to another process since.
  const now = statOf(process.pid);
  if (process.pidStart === null || now === null) return 'unknown';
  return now.start === process.pidStart && now.state !== 'Z' ? 'alive' : 'gone';
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** From `/proc/<pid>/stat`; null where there is no such file. The name of the program, in parentheses, may hold anything. */
function statOf(pid: number): { state: string; start: string } | null {
  const stat = orNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[19] === undefined ? null : { state: fields[0] ?? '', start: fields[19] };
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
