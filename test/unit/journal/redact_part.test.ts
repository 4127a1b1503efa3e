import { describe, expect, it } from 'vitest';
import { redacted } from '../../../src/journal/redact_part';

const SECRET = 'sk-4f9a';
const run = (lines: readonly (object | string)[], executions = [1]) => {
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify({ v: 1, n: 0, time: 0, ...line })}\n`).join('');
  const result = redacted(Buffer.from(text), { executions: new Set(executions), displays: new Set(), errors: new Set(), timeMs: 77 });
  return result.toString('utf8').split('\n').slice(0, -1);
};
const parsed = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the bytes of a part without an execution', () => {
  it('hold its records with empty texts, and all others as they were', () => {
    const others = [{ type: 'cell', execution: 2, source: SECRET }, { type: 'metrics', values: { loss: 1.0 } }, { type: 'cell_output', execution: 2, output: { kind: 'stdout', text: 'x' } }];
    const lines = run([...others, { type: 'cell', execution: 1, n: 5, source: SECRET, count: 3, future: 'kept' }, { type: 'cell_output', execution: 1, output: { kind: 'stdout', text: SECRET, artifacts: [{ path: SECRET }] } }]);
    expect(lines.slice(0, 3)).toEqual(others.map((line) => JSON.stringify({ v: 1, n: 0, time: 0, ...line })));
    expect(parsed(lines.slice(3))).toEqual([
      { v: 1, n: 5, time: 0, type: 'cell', execution: 1, source: '', count: 3, future: 'kept', redacted: 77 },
      { v: 1, n: 0, time: 0, type: 'cell_output', execution: 1, output: { kind: 'stdout' } },
    ]);
  });

  it('do not hold what a later cell wrote into its display', () => {
    const show = (execution: number, text: string) => ({ type: 'cell_output', execution, output: { kind: 'display', text, display: 'd1' } });
    expect(run([show(1, 'begin'), show(2, SECRET)]).join()).not.toContain(SECRET);
  });

  it('do not hold its error, nor the same where it ended the run', () => {
    const error = { type: 'ValueError', message: SECRET, traceback: SECRET };
    const lines = run([{ type: 'cell_end', execution: 1, status: 'error', error, defined: ['a'] }, { type: 'end', status: 'FAILED', error }]);
    expect(parsed(lines)).toMatchObject([{ status: 'error', error: { type: 'ValueError', message: '', traceback: '' }, defined: ['a'] }, { status: 'FAILED', error: { message: '' } }]);
  });

  it('leave the end of a run as it is that failed for another reason', () => {
    const end = { type: 'end', status: 'FAILED', error: { type: 'E', message: 'other', traceback: 't' } };
    expect(parsed(run([{ type: 'cell_end', execution: 1, status: 'error', error: { type: 'E', message: SECRET } }, end]))[1]).toMatchObject(end);
  });

  it.each([`{"v":1,"type":"cell","source":"${SECRET}`, `${SECRET}"}`, `"${SECRET}"`])('have an empty line where one can not be read, which is still none: %s', (line) => {
    expect(run([line, '', { type: 'seal' }])).toEqual(['{}', '', '{"v":1,"n":0,"time":0,"type":"seal"}']);
  });
});
