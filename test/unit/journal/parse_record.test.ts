import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../../src/journal/parse_record';

const stamp = { v: 1, n: 3, time: 1000 };
const parse = (fields: object) => parseRecord(JSON.stringify({ ...stamp, ...fields }));

describe('a line', () => {
  it.each(['', 'null', '[]', '"text"', '{', '{"v":1}', '{"type":"run"}', '{"v":1,"type":"heartbeat","n":0}', '{"v":1,"type":"heartbeat","n":"0","time":1}'])(
    'that is no record is bad: %s',
    (line) => {
      expect(parseRecord(line)).toBe('bad');
    },
  );

  it('of a later version is told from a bad one', () => {
    expect(parse({ v: 2, type: 'run' })).toBe('newer');
  });

  it('of a type that is not known is told from a bad one', () => {
    expect(parse({ type: 'hologram' })).toBe('unknown');
  });
});

describe('a record', () => {
  it('of git tells what its snapshot lacks, and never hands on what is no id of a commit', () => {
    const of = (snapshot: string) => parse({ type: 'git', snapshot, left_out: { count: 3, bytes: 9, files: [{ path: '.env', size: 9, why: 'secret' }, { path: 'x', why: 'fun' }] } });
    expect(of('a'.repeat(40))).toMatchObject({ snapshot: 'a'.repeat(40), leftOut: { count: 3, bytes: 9, files: [{ path: '.env', size: 9, why: 'secret' }] }, changed: [], submodules: [] });
    expect(of('--upload-pack=x')).toMatchObject({ snapshot: null });
  });

  it('loses an optional field that is wrong, not itself', () => {
    expect(parse({ type: 'run', name: 5, parent: 'not an id', kind: 'dream', rank: 'first' })).toEqual({
      type: 'run', n: 3, time: 1000, name: null, experiment: null, parent: null, kind: 'script', resumed: false, rank: 0,
    });
  });

  it.each([
    { type: 'metrics' },
    { type: 'metrics', values: [1] },
    { type: 'output', stream: 'stdin', text: '' },
    { type: 'end', status: 'WON' },
    { type: 'journal', journal: 'short', part: 0, run: 'f'.repeat(32) },
    { type: 'artifact', size: 1 },
    { type: 'file', path: 'x', mode: 'append' },
  ])('without what it is about is bad: %j', (fields) => {
    expect(parse(fields)).toBe('bad');
  });

  it.each(['../secret', 'a/../../b', '/etc/passwd', 'C:\\x', 'a\\..\\..\\b', ''])('of an artifact outside of its folder is bad: %j', (path) => {
    expect(parse({ type: 'artifact', path, size: 1 })).toBe('bad');
  });

  it('keeps names that JavaScript knows otherwise', () => {
    const record = parseRecord('{"v":1,"type":"metrics","n":1,"time":1,"values":{"__proto__":1,"constructor":2}}');
    expect(record).toMatchObject({ type: 'metrics' });
    expect(Object.entries((record as { values: object }).values)).toEqual([['__proto__', 1], ['constructor', 2]]);
  });

  it('takes its time down to the millisecond', () => {
    expect(parse({ type: 'heartbeat', time: 12.9 })).toEqual({ type: 'heartbeat', n: 3, time: 12 });
  });
});
