import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkFolders, checkPath } from '../../../src/git/path_guard';
import { treePath } from '../../../src/git/tree_path';

const path = (text: string) => treePath(Buffer.from(text));

describe('checkPath', () => {
  it.each([
    '', '/etc/passwd', '../x', 'a/../../x', 'a//b', './a', 'a/', '.git/config', 'sub/.GIT/hooks/x', '.git', '.git./config', '.git /config', '.git::$INDEX_ALLOCATION/x',
    'git~1/config', 'GIT~1/x', '.g\u200cit/config', '.\ufeffgit/x', '.trialbook/id', '.Trialbook/trialbook.db', 'a\0b',
  ])('refuses %j everywhere', (text) => {
    expect(() => checkPath(path(text), 'linux')).toThrow(expect.objectContaining({ code: 'path-outside' }));
  });

  it.each(['..\\x', 'C:/x', 'a:b', 'con', 'sub/NUL.txt', 'dot.', 'space '])('refuses %j on Windows, where it means something else', (text) => {
    expect(() => checkPath(path(text), 'win32')).toThrow(expect.objectContaining({ code: 'path-outside' }));
    expect(() => checkPath(path(text), 'linux')).not.toThrow();
  });

  it.each(['train.py', '.gitignore', '.github/workflows/x.yml', 'a..b/...c', 'ü/日本.py', 'git/x', 'trialbook/x', 'sub/.gitattributes'])('takes %j', (text) => {
    expect(() => checkPath(path(text), 'win32')).not.toThrow();
  });
});

describe('checkFolders', () => {
  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'trialbook-'));
    onTestFinished(() => rmSync(made, { recursive: true }));
    return made;
  }

  it('refuses a way through a link, wherever it leads', async () => {
    const root = folder();
    mkdirSync(join(root, 'real'));
    symlinkSync('real', join(root, 'inside'));
    symlinkSync(tmpdir(), join(root, 'real', 'outside'));
    await expect(checkFolders(root, path('inside/x'))).rejects.toMatchObject({ code: 'path-outside' });
    await expect(checkFolders(root, path('real/outside/x'))).rejects.toMatchObject({ code: 'path-outside' });
  });

  it('refuses a way through a file', async () => {
    const root = folder();
    writeFileSync(join(root, 'a'), '');
    await expect(checkFolders(root, path('a/b'))).rejects.toMatchObject({ code: 'path-blocked' });
  });

  it('takes folders that are there, and those that are not yet', async () => {
    const root = folder();
    mkdirSync(join(root, 'real'));
    await checkFolders(root, path('real/new/x'));
    await checkFolders(root, path('x'));
  });
});
