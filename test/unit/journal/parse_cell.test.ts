import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../../src/journal/parse_record';

const stamp = { v: 1, n: 3, time: 1000 };
const parse = (fields: object) => parseRecord(JSON.stringify({ ...stamp, ...fields }));
const output = (fields: object) => parse({ type: 'cell_output', execution: 1, output: { kind: 'display', ...fields } });

describe('a record of a cell', () => {
  it('needs no more than its execution and its source', () => {
    expect(parse({ type: 'cell', execution: 1, source: '' })).toEqual({
      ...{ type: 'cell', n: 3, time: 1000, execution: 1, source: '', by: 'kernel', count: null, cell: null, handle: null, index: null, tags: null },
      ...{ notebook: null, language: null, startMs: null, redactedMs: null },
    });
  });

  it('loses an optional field that is wrong, not itself', () => {
    const wrong = { by: 'stranger', count: -1, cell: 7, handle: null, index: 1.5, tags: 'all', notebook: {}, language: [], start_ms: 1e300, redacted: true };
    expect(parse({ type: 'cell', execution: 1, source: 'x', ...wrong })).toEqual(parse({ type: 'cell', execution: 1, source: 'x' }));
  });

  it('keeps of its tags what are texts', () => {
    expect(parse({ type: 'cell', execution: 1, source: 'x', tags: ['a', 5, null, 'b'] })).toMatchObject({ tags: ['a', 'b'] });
  });

  it.each([
    { type: 'cell', source: 'x' },
    { type: 'cell', execution: 1 },
    { type: 'cell', execution: '1', source: 'x' },
    { type: 'cell', execution: 2 ** 60, source: 'x' },
    { type: 'cell', execution: -1, source: 'x' },
    { type: 'cell', execution: 1, source: ['x'] },
    { type: 'cell_output', execution: 1 },
    { type: 'cell_output', execution: 1, output: 'text' },
    { type: 'cell_output', execution: 1, output: { kind: 'smell', text: 'x' } },
    { type: 'cell_output', output: { kind: 'stdout', text: 'x' } },
    { type: 'cell_end', execution: 1 },
    { type: 'cell_end', execution: 1, status: 'won' },
    { type: 'cell_end', status: 'ok' },
    { type: 'in_cell', session: 'not an id', execution: 1 },
    { type: 'in_cell', execution: 1 },
  ])('without what it is about is bad: %j', (fields) => {
    expect(parse(fields)).toBe('bad');
  });
});

describe('an output', () => {
  it('is as it was written', () => {
    const artifacts = [{ mime: 'image/png', path: 'cells/ab.png', size: 9 }];
    expect(output({ text: 'x', cut: 5, mimes: ['text/plain'], artifacts, left_out: [{ mime: 'text/html', size: 7 }], display: 'd1' })).toMatchObject({
      output: { kind: 'display', text: 'x', cut: 5, mimes: ['text/plain'], artifacts, leftOut: [{ mime: 'text/html', size: 7 }] }, display: 'd1',
    });
  });

  it.each(['../../secret', '/etc/passwd', 'C:\\x', 'a\\..\\..\\b', ''])('never names a file outside of the folder of its run: %j', (path) => {
    expect(output({ artifacts: [{ mime: 'image/png', path, size: 9 }, { mime: 'image/png', path: 'cells/ab.png', size: 9 }] })).toMatchObject({
      output: { artifacts: [{ path: 'cells/ab.png' }] },
    });
  });

  it('is empty where nothing of it is as it should be', () => {
    expect(output({ text: 5, cut: 'much', mimes: 'all', artifacts: [null, 'x', {}], left_out: 3, display: {} })).toMatchObject({
      output: { kind: 'display', text: null, cut: 0, mimes: [], artifacts: [], leftOut: [] }, display: null,
    });
  });
});

describe('the end of a cell', () => {
  it('knows names of variables only where they were told', () => {
    expect(parse({ type: 'cell_end', execution: 1, status: 'ok' })).toMatchObject({ names: null });
    expect(parse({ type: 'cell_end', execution: 1, status: 'ok', defined: ['a', 1], read: [] })).toMatchObject({ names: { defined: ['a'], read: [], deleted: [] } });
  });

  it('has an error whose missing parts are empty', () => {
    expect(parse({ type: 'cell_end', execution: 1, status: 'error', error: { type: 'E' } })).toMatchObject({ error: { type: 'E', message: '', traceback: '' } });
    expect(parse({ type: 'cell_end', execution: 1, status: 'error', error: 'E' })).toMatchObject({ error: null });
  });
});

it('a mark without an execution says that no cell runs any more', () => {
  expect(parse({ type: 'in_cell', session: 'a'.repeat(32), execution: null })).toMatchObject({ session: 'a'.repeat(32), execution: null });
});

it('a session needs nothing', () => {
  expect(parse({ type: 'session', notebook: 7 })).toMatchObject({ notebook: null, kernel: null, language: null });
});
