import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RemoteRecords } from '../../../src/host/notebooks/remote_records';

const NAME = `${'a'.repeat(32)}.0.jsonl`;

describe('records of a kernel on another machine', () => {
  let storeDir: string;

  beforeEach(() => {
    storeDir = mkdtempSync(join(tmpdir(), 'trialbook-remote-'));
  });

  afterEach(() => rmSync(storeDir, { recursive: true, force: true }));

  const sent = (journals: object[], artifacts: object[] = [], more = false) => ({ ok: true, journals, artifacts, more });
  const journal = () => readFileSync(join(storeDir, 'journal', NAME), 'utf8');

  it('are put together byte by byte', () => {
    const records = new RemoteRecords(storeDir);
    expect(records.take(sent([{ name: NAME, offset: 0, text: '{"é":1}\n' }], [], true))).toBe(true);
    expect(records.have).toEqual({ [NAME]: 9 });
    expect(records.take(sent([{ name: NAME, offset: 9, text: '{}\n' }]))).toBe(false);
    expect(journal()).toBe('{"é":1}\n{}\n');
  });

  it('are here once, however often they are sent, also after the window came back', () => {
    new RemoteRecords(storeDir).take(sent([{ name: NAME, offset: 0, text: 'one\n' }]));
    const records = new RemoteRecords(storeDir);
    records.take(sent([{ name: NAME, offset: 0, text: 'one\ntwo\n' }]));
    records.take(sent([{ name: NAME, offset: 4, text: 'two\n' }]));
    expect(journal()).toBe('one\ntwo\n');
  });

  it('wait where something before them is missing', () => {
    const records = new RemoteRecords(storeDir);
    records.take(sent([{ name: NAME, offset: 4, text: 'two\n' }]));
    expect(records.have).toEqual({ [NAME]: 0 });
    records.take(sent([{ name: NAME, offset: 0, text: 'one\ntwo\n' }]));
    expect(journal()).toBe('one\ntwo\n');
  });

  it('bring their files', () => {
    const path = `${'b'.repeat(32)}/cells/x.png`;
    new RemoteRecords(storeDir).take(sent([], [{ path, size: 3, base64: Buffer.from([1, 2, 255]).toString('base64') }]));
    expect(readFileSync(join(storeDir, 'artifacts', path))).toEqual(Buffer.from([1, 2, 255]));
  });

  it.each(['../../escaped', `${'b'.repeat(32)}/../../escaped`, '/escaped'])('write nothing outside of the store: %s', (path) => {
    new RemoteRecords(join(storeDir, 'deep', 'store')).take(sent([{ name: `../${NAME}`, offset: 0, text: 'x\n' }], [{ path, size: 1, base64: 'eA==' }]));
    expect(existsSync(join(storeDir, 'deep'))).toBe(false);
    expect(existsSync('/escaped')).toBe(false);
  });

  it('that were not understood are refused', () => {
    expect(() => new RemoteRecords(storeDir).take({ ok: false, error: 'no' })).toThrow();
  });
});
