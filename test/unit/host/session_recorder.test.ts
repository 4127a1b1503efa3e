import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionRecorder, type CellFacts, type SessionFacts } from '../../../src/host/notebooks/session_recorder';
import type { EditorOutput } from '../../../src/host/notebooks/output_record';
import { parseRecord } from '../../../src/journal/parse_record';
import type { HeaderRecord, JournalRecord } from '../../../src/journal/record';

const RUN = 'cd'.repeat(16);
const cell: CellFacts = { execution: 0, source: 'x = 1', order: 1, startMs: 1000, id: 'c0', handle: 'W0', index: 0, tags: [], language: 'python' };
const error = (name: string): EditorOutput => ({ items: [{ mime: 'application/vnd.code.notebook.error', data: Buffer.from(JSON.stringify({ name, message: 'm', stack: 's' })) }] });
const printed = (text: string): EditorOutput => ({ items: [{ mime: 'application/vnd.code.notebook.stdout', data: Buffer.from(text) }] });

describe('a session that the editor records', () => {
  let storeDir: string;

  beforeEach(() => {
    storeDir = mkdtempSync(join(tmpdir(), 'trialbook-session-'));
  });

  afterEach(() => rmSync(storeDir, { recursive: true, force: true }));

  const session = (facts: Partial<SessionFacts> = {}) => {
    const all = { storeDir, runId: RUN, notebook: '/work/study.ipynb', language: 'python', kernel: 'python3', resumed: false, ...facts };
    return new SessionRecorder(all, 'trialbook-test 0', (message) => expect.unreachable(message));
  };
  const journals = () =>
    readdirSync(join(storeDir, 'journal')).map((name) =>
      readFileSync(join(storeDir, 'journal', name), 'utf8').trim().split('\n').map((line) => parseRecord(line) as JournalRecord));
  const records = (run = RUN) => journals().filter(([header]) => (header as HeaderRecord).run === run).flat();
  const ofType = <T extends JournalRecord['type']>(type: T, run = RUN) => records(run).filter((record): record is Extract<JournalRecord, { type: T }> => record.type === type);

  it('is a run named for its time, under its notebook', () => {
    session();
    expect(ofType('run')[0]).toMatchObject({ kind: 'session', name: expect.stringMatching(/^session \d\d:\d\d$/) as string, experiment: 'study.ipynb', resumed: false });
    expect(ofType('session')[0]).toMatchObject({ notebook: '/work/study.ipynb', kernel: 'python3', language: 'python' });
    expect(ofType('command')[0]).toMatchObject({ script: '/work/study.ipynb', cwd: '/work' });
  });

  it('of a notebook that was never saved is under its title', () => {
    session({ notebook: 'untitled:Untitled-1.ipynb' });
    expect(ofType('run')[0]).toMatchObject({ experiment: 'Untitled-1.ipynb' });
    expect(ofType('command')[0]).toMatchObject({ script: null, cwd: null });
  });

  it('has its cells with what came out of them before it is sealed', async () => {
    const recorder = session();
    recorder.begin({ ...cell, tags: ['parameters'] });
    recorder.end({ execution: 0, order: 1, success: true, endMs: 2000, outputs: [printed('hello\n')] });
    await recorder.close('FINISHED');
    expect(ofType('cell')[0]).toMatchObject({ execution: 0, source: 'x = 1', by: 'editor', count: 1, cell: 'c0', handle: 'W0', index: 0, tags: ['parameters'], notebook: '/work/study.ipynb', startMs: 1000 });
    expect(ofType('cell_end')[0]).toMatchObject({ execution: 0, status: 'ok', endMs: 2000 });
    expect(ofType('cell_output')[0]).toMatchObject({ execution: 0, output: { kind: 'stdout', text: 'hello\n' } });
    expect(records().slice(-2)).toMatchObject([{ type: 'end', status: 'FINISHED' }, { type: 'seal' }]);
  });

  it.each([
    [false, [error('ValueError')], 'error'],
    [false, [error('KeyboardInterrupt')], 'interrupted'],
    [false, [], 'interrupted'],
    [undefined, [], 'interrupted'],
  ])('tells how a cell ended: success %s with %j', (success, outputs, status) => {
    const recorder = session();
    recorder.begin(cell);
    recorder.end({ execution: 0, order: 1, success, endMs: 2000, outputs });
    expect(ofType('cell_end')[0]).toMatchObject({ status, error: status === 'error' ? { type: 'ValueError', message: 'm', traceback: 's' } : null });
  });

  it('follows its notebook to another name', () => {
    const recorder = session();
    recorder.renamed('/work/other.ipynb');
    recorder.begin(cell);
    expect([ofType('session').at(-1)!.notebook, ofType('cell')[0]!.notebook]).toEqual(['/work/other.ipynb', '/work/other.ipynb']);
  });

  it('holds a run that is begun by hand, in which cells know their executions', () => {
    const recorder = session();
    recorder.begin(cell);
    const run = recorder.startRun('baseline');
    recorder.end({ execution: 0, order: 1, success: true, endMs: 2000, outputs: [] });
    recorder.begin({ ...cell, execution: 1, order: 2 });
    expect(recorder.endRun('FINISHED')).toBe(run);
    recorder.end({ execution: 1, order: 2, success: true, endMs: 3000, outputs: [] });
    expect(ofType('run', run)[0]).toMatchObject({ name: 'baseline', parent: RUN, experiment: 'study.ipynb', kind: 'notebook' });
    expect(records(run).slice(2).map((record) => (record.type === 'in_cell' ? record.execution : record.type))).toEqual([0, null, 1, 'end', 'seal']);
  });

  it('that dies takes the run inside it along', async () => {
    const recorder = session();
    const run = recorder.startRun(undefined);
    await recorder.close('FAILED');
    expect([ofType('end')[0]!.status, ofType('end', run)[0]!.status]).toEqual(['FAILED', 'FAILED']);
  });

  it('writes nothing after its end', async () => {
    const recorder = session();
    recorder.begin(cell);
    recorder.end({ execution: 0, order: 1, success: true, endMs: 2000, outputs: [printed('late')] });
    recorder.closeNow('FINISHED');
    await recorder.close('FINISHED');
    expect(journals()).toHaveLength(1);
    expect(ofType('end')).toHaveLength(1);
  });
});
