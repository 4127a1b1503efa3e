import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lifeOf, type ProcessIdentity, readHere } from '../../../src/journal/process_life';

const here = readHere();

async function startProcess(): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child as unknown as ChildProcess & { pid: number };
}

/** As a journal's header has it. */
function identityOf(pid: number): ProcessIdentity {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return { ...here, pid, pidStart: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null };
}

describe.skipIf(process.platform !== 'linux')('a process', () => {
  it('lives until it is killed', async () => {
    const child = await startProcess();
    const identity = identityOf(child.pid);
    expect(lifeOf(identity, here)).toBe('alive');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(lifeOf(identity, here)).toBe('gone');
  });

  it('is told from another one that was given its number', async () => {
    const child = await startProcess();
    expect(lifeOf({ ...identityOf(child.pid), pidStart: '1' }, here)).toBe('gone');
  });

  it('did not survive a restart of its host', () => {
    expect(lifeOf({ ...identityOf(process.pid), boot: 'another' }, here)).toBe('gone');
  });

  it.each([
    ['on another host', { host: 'elsewhere' }],
    ['in a container', { pidNs: 'pid:[1]' }],
    ['of which only the number is known', { pidStart: null }],
    ['of a client that does not tell the boot', { boot: null }],
  ])('%s can not be seen from here', (_, difference) => {
    expect(lifeOf({ ...identityOf(process.pid), ...difference }, here)).toBe('unknown');
  });
});
