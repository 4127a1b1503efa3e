import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStoreFolder, storeFolderFor } from '../../../src/host/notebooks/store_folder';

describe('the store of a notebook', () => {
  let top: string;
  const make = (...parts: string[]) => {
    const path = join(top, ...parts);
    mkdirSync(path, { recursive: true });
    return path;
  };

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'trialbook-folder-'));
  });

  afterEach(() => rmSync(top, { recursive: true, force: true }));

  it('is the nearest one upwards', () => {
    make('.trialbook');
    const near = make('study', '.trialbook');
    expect(storeFolderFor(make('study', 'notebooks'), '')).toBe(near);
  });

  it('is at the top of the git work tree where there is none', () => {
    make('project', '.git');
    expect(storeFolderFor(make('project', 'notebooks', 'eda'), '')).toBe(join(top, 'project', '.trialbook'));
  });

  it('is beside the notebook where there is neither', () => {
    const folder = make('loose');
    expect(storeFolderFor(folder, '')).toBe(join(folder, '.trialbook'));
  });

  it('is the one that the environment names', () => {
    make('.trialbook');
    expect(storeFolderFor(top, '/elsewhere/.trialbook')).toBe('/elsewhere/.trialbook');
  });

  it('is made where git leaves it alone, once', () => {
    const dir = join(top, 'a', '.trialbook');
    makeStoreFolder(dir);
    makeStoreFolder(dir);
    expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
  });
});
