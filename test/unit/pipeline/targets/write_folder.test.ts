import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parametersFile } from '../../../../src/pipeline/targets/python/parameters_file';
import { writeFolder } from '../../../../src/pipeline/targets/write_folder';

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'trialbook-written-'));
  folder = join(parent, 'pipeline');
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const change = (path: string, text: string): void => writeFileSync(join(folder, path), text);

/** All files but the manifest. */
const there = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => path !== '.trialbook-pipeline.json')
    .sort();

const FILES = [{ path: 'pipeline.py', text: 'run()\n' }, { path: 'steps/train.py', text: 'train()\n' }];

describe('writing a folder', () => {
  it('makes it with all its files', async () => {
    expect(await writeFolder(folder, FILES)).toEqual({ written: ['pipeline.py', 'steps/train.py'], unchanged: [], removed: [], merged: [] });
    expect(there()).toEqual(['pipeline.py', 'steps/train.py']);
    expect(read('steps/train.py')).toBe('train()\n');
  });

  it('replaces what it wrote before, and removes what is no longer needed', async () => {
    await writeFolder(folder, FILES);
    const result = await writeFolder(folder, [{ path: 'pipeline.py', text: 'run()\n' }, { path: 'steps/fit.py', text: 'fit()\n' }]);
    expect(result).toEqual({ written: ['steps/fit.py'], unchanged: ['pipeline.py'], removed: ['steps/train.py'], merged: [] });
    expect(there()).toEqual(['pipeline.py', 'steps/fit.py']);
  });

  it('removes folders that are empty then, and no others', async () => {
    await writeFolder(folder, [{ path: 'a/one.py', text: '' }, { path: 'b/two.py', text: '' }]);
    change('b/mine.txt', 'mine');
    await writeFolder(folder, []);
    expect(readdirSync(folder).sort()).toEqual(['.trialbook-pipeline.json', 'b']);
  });

  it('leaves files alone that it does not write', async () => {
    await writeFolder(folder, FILES);
    change('steps/notes.txt', 'mine');
    await writeFolder(folder, FILES);
    expect(read('steps/notes.txt')).toBe('mine');
  });

  it('refuses to overwrite what a person changed, and writes nothing then', async () => {
    await writeFolder(folder, FILES);
    change('steps/train.py', 'mine()\n');
    const writing = writeFolder(folder, [{ path: 'pipeline.py', text: 'new()\n' }, { path: 'steps/train.py', text: 'new()\n' }]);
    await expect(writing).rejects.toMatchObject({ code: 'pipeline-edited', details: { files: ['steps/train.py'] }, message: expect.stringContaining('steps/train.py') as string });
    expect([read('pipeline.py'), read('steps/train.py')]).toEqual(['run()\n', 'mine()\n']);
  });

  it('refuses to remove what a person changed', async () => {
    await writeFolder(folder, FILES);
    change('steps/train.py', 'mine()\n');
    await expect(writeFolder(folder, [FILES[0]!])).rejects.toMatchObject({ code: 'pipeline-edited' });
    expect(read('steps/train.py')).toBe('mine()\n');
  });

  it('refuses to overwrite a file of a person that has come into its way', async () => {
    await writeFolder(folder, [FILES[0]!]);
    mkdirSync(join(folder, 'steps'));
    change('steps/train.py', 'mine()\n');
    await expect(writeFolder(folder, FILES)).rejects.toMatchObject({ code: 'pipeline-edited' });
  });

  it('overwrites by force', async () => {
    await writeFolder(folder, FILES);
    change('steps/train.py', 'mine()\n');
    await writeFolder(folder, FILES, { force: true });
    expect(read('steps/train.py')).toBe('train()\n');
  });

  it('has nothing against a change that is the same as its own', async () => {
    await writeFolder(folder, FILES);
    change('steps/train.py', 'new()\n');
    const result = await writeFolder(folder, [FILES[0]!, { path: 'steps/train.py', text: 'new()\n' }]);
    expect(result.unchanged).toEqual(['pipeline.py', 'steps/train.py']);
  });

  it('refuses a folder that is something else', async () => {
    mkdirSync(folder);
    change('thesis.tex', 'mine');
    await expect(writeFolder(folder, FILES)).rejects.toMatchObject({ code: 'pipeline-folder' });
    expect(there()).toEqual(['thesis.tex']);
    await writeFolder(folder, FILES, { force: true });
    expect(there()).toEqual(['pipeline.py', 'steps/train.py', 'thesis.tex']);
  });

  it('takes an empty folder', async () => {
    mkdirSync(folder);
    await writeFolder(folder, FILES);
    expect(there()).toEqual(['pipeline.py', 'steps/train.py']);
  });

  it('says so where a file stands in the place of the folder', async () => {
    writeFileSync(folder, 'mine');
    await expect(writeFolder(folder, FILES)).rejects.toMatchObject({ code: 'pipeline-folder' });
    expect(readFileSync(folder, 'utf8')).toBe('mine');
  });

  it('finishes what was interrupted after any file', async () => {
    await writeFolder(folder, [{ path: 'a.py', text: 'old\n' }, { path: 'b.py', text: 'old\n' }]);
    const manifest = JSON.parse(read('.trialbook-pipeline.json')) as { files: Record<string, string[]> };
    await writeFolder(folder, [{ path: 'a.py', text: 'new\n' }, { path: 'b.py', text: 'new\n' }]);
    const after = JSON.parse(read('.trialbook-pipeline.json')) as { files: Record<string, string[]> };
    // As a writing that stopped half-way leaves it: both are known, one of the files is new.
    const either = Object.fromEntries(Object.keys(after.files).map((path) => [path, [...manifest.files[path]!, ...after.files[path]!]]));
    change('.trialbook-pipeline.json', JSON.stringify({ version: 1, files: either }));
    change('b.py', 'old\n');
    mkdirSync(join(folder, '.trialbook-pipeline.part'));
    change('.trialbook-pipeline.part/b.py', 'ne');
    await writeFolder(folder, [{ path: 'a.py', text: 'newer\n' }, { path: 'b.py', text: 'newer\n' }]);
    expect([there(), read('a.py'), read('b.py')]).toEqual([['a.py', 'b.py'], 'newer\n', 'newer\n']);
  });

  it('never follows a manifest out of the folder', async () => {
    await writeFolder(folder, FILES);
    writeFileSync(join(parent, 'outside.txt'), 'mine');
    change('.trialbook-pipeline.json', JSON.stringify({ version: 1, files: { '../outside.txt': ['0'] } }));
    await expect(writeFolder(folder, FILES, { force: true })).rejects.toMatchObject({ code: 'pipeline-folder' });
    expect(readFileSync(join(parent, 'outside.txt'), 'utf8')).toBe('mine');
  });
});

describe('parameters that a person has set', () => {
  const parameter = (name: string, literal: string) => ({ name, literal, place: { cell: 0, line: 1, column: 0, endLine: 1, endColumn: 1 } });

  it('stay when the pipeline is written again, as they were written', async () => {
    await writeFolder(folder, [parametersFile([parameter('lr', '0.1'), parameter('sizes', '[64]')])]);
    change('parameters.json', '{"lr": 1.0, "sizes": [1, 2.0, {"a,b": "}"}], "old": 3}');
    const result = await writeFolder(folder, [parametersFile([parameter('lr', '0.2'), parameter('sizes', '[64]'), parameter('seed', '7')])]);
    expect(result.merged).toEqual(['parameters.json']);
    expect(read('parameters.json')).toBe('{\n  "lr": 1.0,\n  "sizes": [1, 2.0, {"a,b": "}"}],\n  "seed": 7\n}\n');
  });

  it('stay each time', async () => {
    await writeFolder(folder, [parametersFile([parameter('lr', '0.1')])]);
    change('parameters.json', '{"lr": 0.5}');
    await writeFolder(folder, [parametersFile([parameter('lr', '0.2')])]);
    await writeFolder(folder, [parametersFile([parameter('lr', '0.3')])]);
    expect(JSON.parse(read('parameters.json'))).toEqual({ lr: 0.5 });
  });

  it('become the notebook\'s where nobody has set any', async () => {
    await writeFolder(folder, [parametersFile([parameter('lr', '0.1')])]);
    await writeFolder(folder, [parametersFile([parameter('lr', '0.2')])]);
    expect(JSON.parse(read('parameters.json'))).toEqual({ lr: 0.2 });
  });

  it('are asked for where they cannot be read', async () => {
    await writeFolder(folder, [parametersFile([parameter('lr', '0.1')])]);
    change('parameters.json', '{"lr": 0.5');
    await expect(writeFolder(folder, [parametersFile([parameter('lr', '0.2')])])).rejects.toMatchObject({ code: 'pipeline-parameters' });
  });
});
