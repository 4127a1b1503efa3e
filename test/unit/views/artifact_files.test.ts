import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { artifactFile, previewArtifact } from '../../../src/views/artifact_files';

let root: string;
let dir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'trialbook-artifacts-'));
  dir = join(root, 'run');
  mkdirSync(dir);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string | Uint8Array): string {
  const file = join(dir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
const preview = (file: string) => previewArtifact(file, (path) => `uri:${path}`);

describe('the file of an artifact', () => {
  it('is in the folder of its run', async () => {
    const file = write('figures/plot.png', '');
    expect(await artifactFile(dir, [{ path: 'figures/plot.png' }], 'figures/plot.png')).toBe(file);
  });

  it('is one that the run recorded', async () => {
    write('secret.txt', 'x');
    await expect(artifactFile(dir, [{ path: 'other.txt' }], 'secret.txt')).rejects.toMatchObject({ code: 'artifact-not-found' });
  });

  it.each(['../outside.txt', 'link.txt', '..'])('is not opened where %s leads out of the folder', async (path) => {
    writeFileSync(join(root, 'outside.txt'), 'x');
    symlinkSync(join(root, 'outside.txt'), join(dir, 'link.txt'));
    await expect(artifactFile(dir, [{ path }], path)).rejects.toMatchObject({ code: 'artifact-outside' });
  });

  it('that is gone is said to be gone', async () => {
    await expect(artifactFile(dir, [{ path: 'gone.txt' }], 'gone.txt')).rejects.toThrow('not there any more');
  });
});

describe('the preview of an artifact', () => {
  it('of an image is its address', async () => {
    const file = write('plot.PNG', 'x');
    expect(await preview(file)).toEqual({ kind: 'image', uri: `uri:${file}` });
  });

  it('of text is the text', async () => {
    expect(await preview(write('a.log', 'zwölf\n'))).toEqual({ kind: 'text', text: 'zwölf\n', cut: false });
  });

  it('of long text is its beginning, cut between characters', async () => {
    const shown = await preview(write('a.txt', 'a' + 'ö'.repeat(600_000)));
    expect(shown).toMatchObject({ kind: 'text', cut: true });
    expect(shown.kind === 'text' && shown.text.endsWith('ö')).toBe(true);
  });

  it('of a table is its rows', async () => {
    expect(await preview(write('t.csv', 'id,name\n1,"a, b"\n'))).toEqual({ kind: 'table', columns: ['id', 'name'], rows: [['1', 'a, b']], cut: false });
    expect(await preview(write('t.tsv', 'a\tb\n1\t2\n'))).toMatchObject({ kind: 'table', rows: [['1', '2']] });
  });

  it.each([
    ['UTF-16, as Excel saves text', new Uint8Array(Buffer.from('\uFEFFgröße,maß\n1,2\n', 'utf16le'))],
    ['a code page of Windows', new Uint8Array(Buffer.from('größe,maß\n1,2\n', 'latin1'))],
    ['UTF-8 with a mark', new Uint8Array(Buffer.from('\uFEFFgröße,maß\n1,2\n'))],
  ])('of a table in %s is readable', async (_, bytes) => {
    expect(await preview(write('t.csv', bytes))).toEqual({ kind: 'table', columns: ['größe', 'maß'], rows: [['1', '2']], cut: false });
  });

  it('of a table with semicolons has its columns', async () => {
    expect(await preview(write('t.csv', 'a;b\n1,5;2\n'))).toMatchObject({ columns: ['a', 'b'], rows: [['1,5', '2']] });
  });

  it('of a table keeps the fields of rows that are longer than its head', async () => {
    expect(await preview(write('t.csv', 'a,b\n1,2,3,4\n'))).toMatchObject({ columns: ['a', 'b', '', ''], rows: [['1', '2', '3', '4']] });
  });

  it('of a long table is its first rows', async () => {
    const shown = await preview(write('t.csv', `n\n${Array.from({ length: 5000 }, (_, index) => `${index}\n`).join('')}`));
    expect(shown).toMatchObject({ kind: 'table', cut: true });
    expect(shown.kind === 'table' && shown.rows.length).toBe(500);
  });

  it('of JSON on one line is laid out, digit for digit', async () => {
    expect(await preview(write('a.json', '{"big":12345678901234567890,"a":[NaN]}'))).toMatchObject({ text: '{\n  "big": 12345678901234567890,\n  "a": [\n    NaN\n  ]\n}\n' });
  });

  it('of JSON that holds a table is the table', async () => {
    expect(await preview(write('t.json', '{"columns":["a"],"data":[[1.50]]}'))).toEqual({ kind: 'table', columns: ['a'], rows: [['1.50']], cut: false });
  });

  it('of HTML is left to the page to keep harmless', async () => {
    expect(await preview(write('r.html', '<script>1</script>'))).toEqual({ kind: 'html', html: '<script>1</script>' });
  });

  it('of an empty file says so', async () => {
    expect(await preview(write('t.csv', ''))).toEqual({ kind: 'none', reason: 'This file is empty.' });
  });

  it('of anything else says why there is none', async () => {
    expect(await preview(write('w.pt', Uint8Array.from([1, 0, 2])))).toEqual({ kind: 'none', reason: 'This file is not text.' });
  });
});
