import { chmodSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../../src/core/code_changes';
import { summary } from '../../../src/core/code_text';
import { codeChanges } from '../../../src/git/code_changes';
import { GitRepository } from '../../builders/git_repository';
import { notebookFile } from '../../builders/notebook_file';

type Files = Readonly<Record<string, string | Buffer | null>>;

/** Commits files, then what changes (null: removed), and compares the two. */
async function changesOf(before: Files, after: Files): Promise<readonly FileChange[]> {
  return (await compared(before, after)).files;
}

async function compared(before: Files, after: Files) {
  const made = GitRepository.make({ 'other.txt': 'stays\n', ...(before as Record<string, string>) });
  const from = made.git('rev-parse', 'HEAD');
  for (const [path, content] of Object.entries(after)) {
    if (content === null) rmSync(join(made.root, path));
    else made.write({ [path]: content });
  }
  return codeChanges(await made.open(), from, made.commit('Second'));
}

const MODEL = `import torch

class Model:
    layers = 3

    def forward(self, x):
        def inner():
            return x
        return inner()

def train(model):
    return model

train(Model())
`;

describe('codeChanges', () => {
  it('finds a commit to be the same as itself, and as another one with the same files', async () => {
    const made = GitRepository.make({ 'train.py': 'x = 1\n' });
    const from = made.git('rev-parse', 'HEAD');
    made.git('commit', '-q', '--allow-empty', '-m', 'Nothing');
    const nothing = { same: true, differing: 0, total: 0, files: [] };
    expect(await codeChanges(await made.open(), from, from)).toEqual(nothing);
    expect(await codeChanges(await made.open(), from, made.git('rev-parse', 'HEAD'))).toEqual(nothing);
  });

  it('tells what was added, deleted and modified, with the lines', async () => {
    const changes = await compared({ 'a.txt': '1\n2\n3\n', 'b.txt': 'b\n' }, { 'a.txt': '1\ntwo\n3\n4\n', 'b.txt': null, 'ü c.txt': 'u\nv\n' });
    expect(changes.files.map(({ path, kind, added, removed }) => [path, kind, added, removed])).toEqual([
      ['a.txt', 'modified', 2, 1],
      ['b.txt', 'deleted', 0, 1],
      ['ü c.txt', 'added', 2, 0],
    ]);
    expect([changes.same, changes.differing, changes.total, summary(changes)]).toEqual([false, 3, 3, 'differs in 3 files']);
  });

  it('recognises a file that was moved and changed', async () => {
    const text = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join('');
    const [file, ...others] = await changesOf({ 'old/a.txt': text }, { 'old/a.txt': null, 'new/b.txt': `${text}more\n` });
    expect(file).toMatchObject({ path: 'new/b.txt', oldPath: 'old/a.txt', kind: 'renamed', added: 1, removed: 0 });
    expect(others).toEqual([]);
  });

  it('counts no lines of binary files', async () => {
    const [file] = await changesOf({ 'model.bin': Buffer.from([0, 1, 2]) }, { 'model.bin': Buffer.from([0, 1, 3]) });
    expect(file).toMatchObject({ binary: true, added: null, removed: null });
  });

  it('tells that only the executable bit differs', async () => {
    const made = GitRepository.make({ 'run.sh': 'echo\n' });
    const from = made.git('rev-parse', 'HEAD');
    chmodSync(join(made.root, 'run.sh'), 0o755);
    const changes = await codeChanges(await made.open(), from, made.commit('Executable'));
    expect(changes.files[0]).toMatchObject({ kind: 'mode', added: 0, removed: 0, lineEndsOnly: false });
    expect(changes.same).toBe(false);
  });

  it('tells that another commit of a submodule is checked out', async () => {
    const inner = GitRepository.make({ 'lib.py': 'x' });
    const made = GitRepository.make({ 'a.py': 'x' });
    made.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'lib');
    const from = made.commit('With a submodule');
    const next = inner.write({ 'lib.py': 'y' }).commit('Next');
    made.git('update-index', '--cacheinfo', `160000,${next},lib`);
    made.git('commit', '-q', '-m', 'Another lib');
    const { files } = await codeChanges(await made.open(), from, made.git('rev-parse', 'HEAD'));
    expect(files).toMatchObject([{ path: 'lib', kind: 'submodule', binary: false, added: null, functions: [] }]);
  });

  it('finds the same code where only the ends of lines differ', async () => {
    const changes = await compared({ 'a.py': 'x = 1\ny = 2\n' }, { 'a.py': 'x = 1\r\ny = 2\r\n' });
    expect(changes.files).toMatchObject([{ path: 'a.py', lineEndsOnly: true, functions: [] }]);
    expect([changes.same, changes.total, summary(changes)]).toEqual([true, 1, 'same code']);
  });

  it('counts the line that differs where all ends of lines do too', async () => {
    const [file] = await changesOf({ 'a.txt': '1\n2\n3\n' }, { 'a.txt': '1\r\ntwo\r\n3\r\n' });
    expect(file).toMatchObject({ added: 1, removed: 1, lineEndsOnly: false });
  });

  it('ends when it is told to', async () => {
    const made = GitRepository.make({ 'a.py': 'x' });
    const from = made.git('rev-parse', 'HEAD');
    const to = made.write({ 'a.py': 'y' }).commit('Second');
    const reason = new Error('enough');
    await expect(codeChanges(await made.open(), from, to, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('reads trees alone where a clone has no contents', async () => {
    const made = GitRepository.make({ 'a.py': 'x = 1\n', 'b.ipynb': notebookFile('1') });
    const from = made.git('rev-parse', 'HEAD');
    renameSync(join(made.root, 'a.py'), join(made.root, 'c.py'));
    const to = made.write({ 'b.ipynb': notebookFile('2') }).commit('Second');
    made.git('config', 'uploadpack.allowFilter', 'true');
    made.git('clone', '-q', '--bare', '--filter=blob:none', `file://${made.root}`, join(made.root, '..', 'partial'));
    const partial = new GitRepository(join(made.root, '..', 'partial'));
    const repository = { root: partial.root, gitDir: partial.root, commonDir: partial.root, environment: {} };
    const { files } = await codeChanges(repository, from, to);
    expect(files.map(({ path, kind, added, notebook }) => [path, kind, added, notebook])).toEqual([
      ['a.py', 'deleted', null, null],
      ['b.ipynb', 'modified', null, 'differs'],
      ['c.py', 'added', null, null],
    ]);
  });
});

describe('functions that were touched', () => {
  const touched = async (before: string | null, after: string | null): Promise<readonly string[]> => {
    const [file] = await changesOf(before === null ? {} : { 'm.py': before }, { 'm.py': after });
    return file!.functions;
  };

  it.each([
    ['a function', MODEL.replace('return model', 'return model.eval()'), ['train']],
    ['a method', MODEL.replace('return inner()', 'return inner() + 1'), ['Model.forward']],
    ['a function in a method', MODEL.replace('return x', 'return -x'), ['Model.forward.inner']],
    ['the body of a class', MODEL.replace('layers = 3', 'layers = 4'), ['Model']],
    ['code outside of them', MODEL.replace('train(Model())', 'train(None)'), ['']],
    ['a decorator', MODEL.replace('def train', '@cache\ndef train'), ['train']],
    ['several, outside first', `${MODEL.replace('layers = 3', 'layers = 4').replace('return model', 'return 1')}print()\n`, ['', 'Model', 'train']],
  ])('are told by qualified name: %s', async (_, after, names) => {
    expect(await touched(MODEL, after)).toEqual(names);
  });

  it('are those of either version', async () => {
    expect(await touched(MODEL, MODEL.replace('def train(model):\n    return model\n', 'def fit(model):\n    return model\n'))).toEqual(['fit', 'train']);
  });

  it('are all of a file that was added, and of one that was deleted', async () => {
    expect(await touched(null, MODEL)).toEqual(['', 'Model', 'Model.forward', 'Model.forward.inner', 'train']);
    expect(await touched(MODEL, null)).toEqual(['', 'Model', 'Model.forward', 'Model.forward.inner', 'train']);
  });

  it('are none where only empty lines came', async () => {
    expect(await touched(MODEL, MODEL.replace('def train', '\n\ndef train'))).toEqual([]);
  });

  it('are told of the version that parses', async () => {
    expect(await touched(MODEL, MODEL.replace('return model\n', 'return model)\n'))).toEqual(['train']);
    expect(await touched('def f(:\n', 'def f()\n')).toEqual([]);
  });

  it('are not told where only files are asked for', async () => {
    const made = GitRepository.make({ 'm.py': MODEL, 'a.ipynb': notebookFile('x = 1') });
    const from = made.git('rev-parse', 'HEAD');
    const to = made.write({ 'm.py': 'x\n', 'a.ipynb': notebookFile('x = 2') }).commit('Second');
    const { files } = await codeChanges(await made.open(), from, to, undefined, 'files');
    expect(files).toMatchObject([{ path: 'a.ipynb', notebook: 'differs', added: 1, functions: [] }, { path: 'm.py', added: 1, functions: [] }]);
  });

  it('are not looked for in a text that is very large', async () => {
    const large = `def f():\n    return ${'"x" '.repeat(1_000_000)}\n`;
    const [file] = await changesOf({ 'large.py': 'def f():\n    return 1\n' }, { 'large.py': large });
    expect(file).toMatchObject({ added: 1, removed: 1, functions: [] });
  });
});

describe('notebooks', () => {
  const withOutput = notebookFile({ code: 'train()', count: 1, raised: 'ValueError' });

  it('are the same code where only outputs, counts and metadata differ', async () => {
    const changes = await compared({ 'a.ipynb': notebookFile('train()') }, { 'a.ipynb': withOutput });
    expect(changes.files).toMatchObject([{ notebook: 'outputs only', added: 0, removed: 0 }]);
    expect(changes.same).toBe(true);
  });

  it('differ by the lines of their cells, with the functions of their code', async () => {
    const before = notebookFile('def train(lr):\n    return lr\n', { markdown: '# Text' }, 'train(1)');
    const after = notebookFile('def train(lr):\n    return lr * 2\n', { markdown: '# Text\n\nmore' }, 'train(1)');
    const [file] = await changesOf({ 'a.ipynb': before }, { 'a.ipynb': after });
    expect(file).toMatchObject({ notebook: 'differs', added: 3, removed: 1, functions: ['train'], binary: false });
  });

  it('count code outside of functions, magics too', async () => {
    const [file] = await changesOf({ 'a.ipynb': notebookFile('x = 1') }, { 'a.ipynb': notebookFile('%pip install torch\nx = 1') });
    expect(file).toMatchObject({ added: 1, removed: 0, functions: [''] });
  });

  it('differ where the same lines are in other cells', async () => {
    const [file] = await changesOf({ 'a.ipynb': notebookFile('x = 1\ny = 2') }, { 'a.ipynb': notebookFile('x = 1', 'y = 2') });
    expect(file).toMatchObject({ notebook: 'differs', added: 0, removed: 0 });
  });

  it('count all their lines where they are new', async () => {
    const [file] = await changesOf({}, { 'a.ipynb': notebookFile('def f():\n    pass', { markdown: 'text' }) });
    expect(file).toMatchObject({ kind: 'added', notebook: 'differs', added: 3, removed: 0, functions: ['f'] });
  });

  it('that are damaged are compared as the texts they are', async () => {
    const [file] = await changesOf({ 'a.ipynb': notebookFile('x') }, { 'a.ipynb': '<<<<<<< HEAD\n' });
    expect(file).toMatchObject({ notebook: 'differs', added: 1, removed: 1, functions: [] });
  });
});
