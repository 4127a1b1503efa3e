import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorAmong, recordedOutputs, type EditorOutput, type OutputFields } from '../../../src/host/notebooks/output_record';

const item = (mime: string, data: string | Uint8Array) => ({ mime, data: typeof data === 'string' ? new TextEncoder().encode(data) : data });
const printed = (...texts: string[]): EditorOutput => ({ items: texts.map((text) => item('application/vnd.code.notebook.stdout', text)) });
const failed = (name: string): EditorOutput => ({ items: [item('application/vnd.code.notebook.error', JSON.stringify({ name, message: 'of no use', stack: `${name}: of no use` }))] });

describe('the outputs of a cell, as the editor records them', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trialbook-outputs-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const recorded = async (...outputs: EditorOutput[]): Promise<OutputFields[]> => {
    const all: OutputFields[] = [];
    for await (const output of recordedOutputs(outputs, folder)) all.push(output);
    return all;
  };

  it('are text in the order in which they came', async () => {
    const result = { items: [item('text/plain', '42')], metadata: { outputType: 'execute_result' } };
    expect(await recorded(printed('naïve 🙂\n', 'more\n'), failed('ValueError'), result)).toEqual([
      { kind: 'stdout', text: 'naïve 🙂\nmore\n' },
      { kind: 'error', text: 'ValueError: of no use' },
      { kind: 'result', text: '42', mimes: ['text/plain'] },
    ]);
  });

  it('have the middle of a long text left out, and say how much', async () => {
    const lines = Array.from({ length: 20_000 }, (_, line) => `line ${String(line).padStart(6, '0')}\n`).join('');
    const [output] = await recorded(printed(lines));
    expect(output!.text).toBe(lines.slice(0, 48 * 1024) + lines.slice(-16 * 1024));
    expect(output!.cut).toBe(lines.length - 64 * 1024);
  });

  it('have a text that is far too long counted to its end, and both of its ends kept', async () => {
    const line = `${'x'.repeat(99)}\n`;
    const [output] = await recorded(printed('begin\n', line.repeat(50_000), 'end\n'));
    expect([output!.text!.slice(0, 8), output!.text!.slice(-5)]).toEqual(['begin\nxx', '\nend\n']);
    expect(output!.text!.length + output!.cut!).toBe(6 + 5_000_000 + 4);
  });

  it('have a progress bar as it was in the end, however often it rewrote itself', async () => {
    const bar = Array.from({ length: 60_000 }, (_, step) => `\r${step + 1}/60000 [${'='.repeat(40)}]`).join('');
    expect(await recorded(printed('training\n', bar, '\ndone\n'))).toEqual([{ kind: 'stdout', text: `training\n60000/60000 [${'='.repeat(40)}]\ndone\n` }]);
    expect(await recorded(printed(bar))).toEqual([{ kind: 'stdout', text: `60000/60000 [${'='.repeat(40)}]` }]);
  });

  it('have together at most 1 MB of text', async () => {
    const outputs = await recorded(...Array.from({ length: 40 }, () => printed('y'.repeat(60_000))));
    expect(outputs.reduce((sum, { text = '' }) => sum + text.length, 0)).toBe(1024 * 1024);
    expect(outputs.reduce((sum, { text = '', cut = 0 }) => sum + text.length + cut, 0)).toBe(40 * 60_000);
  });

  it('are at most 200', async () => {
    expect(await recorded(...Array.from({ length: 250 }, () => printed('z')))).toHaveLength(200);
  });

  it('leave images and HTML as files named for their content, equal ones once', async () => {
    const png = new Uint8Array([137, 80, 78, 71, 0, 255]);
    const shown = { items: [item('image/png', png), item('text/html', '<b>1</b>'), item('text/plain', '<Figure>')], metadata: { transient: { display_id: 'd1' } } };
    const [first, second] = await recorded(shown, shown);
    const path = `cells/${createHash('sha256').update(png).digest('hex').slice(0, 32)}.png`;
    expect(first).toMatchObject({ kind: 'display', text: '<Figure>', display: 'd1', mimes: ['image/png', 'text/html', 'text/plain'] });
    expect(first!.artifacts![0]).toEqual({ mime: 'image/png', path, size: 6 });
    expect(second).toEqual(first);
    expect(readFileSync(join(folder, path))).toEqual(Buffer.from(png));
    expect(readdirSync(join(folder, 'cells'))).toHaveLength(2);
  });

  it('name JSON as its kernel would, though the editor has indented it', async () => {
    const [output] = await recorded({ items: [item('application/json', '{\n\t"a": [\n\t\t1\n\t]\n}')] });
    const hash = createHash('sha256').update('{"a":[1]}').digest('hex').slice(0, 32);
    expect(output!.artifacts).toEqual([{ mime: 'application/json', path: `cells/${hash}.json`, size: 9 }]);
  });

  it('say what was too large to keep', async () => {
    const [output] = await recorded({ items: [item('text/html', new Uint8Array(17 * 1024 * 1024))] });
    expect(output).toEqual({ kind: 'display', mimes: ['text/html'], left_out: [{ mime: 'text/html', size: 17 * 1024 * 1024 }] });
  });

  it('tell the exception that ended the cell', () => {
    expect(errorAmong([printed('x'), failed('KeyboardInterrupt')])).toEqual({ type: 'KeyboardInterrupt', message: 'of no use', traceback: 'KeyboardInterrupt: of no use' });
    expect(errorAmong([printed('x')])).toBeUndefined();
  });

  it('of 50 MB leave the event loop its turns', async () => {
    const outputs = printed(`${'0123456789'.repeat(20)}\n`.repeat(250_000));
    const turns = { count: 0 };
    const timer = setInterval(() => turns.count++, 0);
    await recorded(outputs);
    clearInterval(timer);
    expect(turns.count).toBeGreaterThan(10);
  });
});
