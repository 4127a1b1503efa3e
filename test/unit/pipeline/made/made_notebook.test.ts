import { describe, expect, it } from 'vitest';
import type { Made, MadeCell } from '../../../../src/pipeline/made/made';
import { madeNotebook } from '../../../../src/pipeline/made/made_notebook';
import { cellRow } from '../../../builders/cell_row';

interface NotebookCell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
  readonly metadata: { readonly tags?: readonly string[]; readonly trialbook?: Readonly<Record<string, unknown>> };
}

function cell(source: string, parts: Partial<MadeCell> = {}): MadeCell {
  return { id: 7, cellId: 'a', handle: null, count: 3, source, tags: [], status: 'ok', startMs: 1000, raises: false, redacted: false, why: [{ kind: 'target', subject: null, to: null }], ...parts };
}

function made(parts: Partial<Made> = {}): Made {
  const run = { runId: 'a'.repeat(32), name: 'session 09:00', kind: 'session', experiment: 'explore.ipynb' } as const;
  return {
    ...{ run, session: run, number: { key: 'acc', value: 0.5, step: null }, target: cellRow({ count: 3 }), kept: [cell('x = 1')], left: [], notes: [], runnable: true },
    ...{ language: 'python', kernel: 'python3', folder: '/project', notebook: '/project/explore.ipynb', python: '3.11.2', packages: [], files: [], commit: null, snapshot: null },
    ...parts,
  };
}

function cellsOf(parts: Partial<Made>): NotebookCell[] {
  return (JSON.parse(madeNotebook(made(parts))) as { cells: NotebookCell[] }).cells;
}

function head(parts: Partial<Made>): string {
  return cellsOf(parts)[0]!.source.join('');
}

describe('the notebook of what led to a number', () => {
  it('has each execution as it ran, blanks and line ends too', () => {
    const source = '\n  x = 1  \r\n\ny = "é\\n"\n';
    expect(cellsOf({ kept: [cell(source)] }).at(-1)!.source.join('')).toBe(source);
  });

  it('says of each cell which execution it was, and why it is there', () => {
    const kept = [cell('x = 1', { id: 4, count: 2, why: [{ kind: 'name', subject: 'x', to: 7 }] }), cell('print(x)')];
    expect(cellsOf({ kept })[2]!.metadata.trialbook).toEqual({ run: 'a'.repeat(32), execution: 4, count: 2, why: ['`x` for [3]'] });
  });

  it('keeps tags, and lets a cell fail that failed', () => {
    expect(cellsOf({ kept: [cell('x = 1', { tags: ['parameters'] }), cell('1 / 0', { id: 8, raises: true })] }).slice(2).map(({ metadata }) => metadata.tags)).toEqual([['parameters'], ['raises-exception']]);
  });

  it('begins in the folder of the session, whatever it is called', () => {
    expect(cellsOf({ folder: '/a "b"\n\\c' })[1]!.source.at(-1)).toBe(String.raw`__import__("os").chdir('/a "b"\n\\c')`);
  });

  it('has no folder where none is known, or the kernel is not Python', () => {
    expect(cellsOf({ folder: null }).map(({ id }) => id)).toEqual(['head', 'execution-7']);
    expect(cellsOf({ language: 'r' }).map(({ id }) => id)).toEqual(['head', 'execution-7']);
  });

  it('has a cell for what was taken out, and says that it cannot run', () => {
    const parts = { kept: [cell('', { redacted: true })], runnable: false };
    expect(cellsOf(parts).at(-1)!.source.join('')).toMatch(/^# \[3\] was taken out of the records/);
    expect(head(parts)).toContain('This notebook cannot run as it is');
  });

  it('is the same for the same records', () => {
    expect(madeNotebook(made())).toBe(madeNotebook(made()));
  });

  it('has an id of its own for each cell', () => {
    const ids = cellsOf({ kept: [cell('x'), cell('x', { id: 8 })] }).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });
});

describe('its head', () => {
  it('tells what is known of where the number comes from', () => {
    const text = head({ packages: [{ name: 'numpy', version: '2.1' }], files: [{ path: 'a.csv', hash: 'abc', hashKind: 'sha256' }], commit: 'c0ffee', snapshot: 'beef', notes: ['`df` comes from nowhere.'] });
    for (const part of ['# How `acc` = 0.5 was made', '**Run**: session 09:00 (`explore.ipynb`)', 'commit `c0ffee`, with what was not committed in `beef`', '3.11.2, numpy 2.1', '`a.csv` (sha256 `abc`)', '1 of the 1 executions', '- `df` comes from nowhere.']) {
      expect(text).toContain(part);
    }
  });

  it('shows names as they are, and as nothing else', () => {
    const name = '<img src=x onerror=alert(1)> *b* [a](javascript:x) `c`\n# d';
    const text = head({ run: { ...made().run, name }, number: { key: 'a`b', value: 1, step: 2 } });
    expect(text).toContain('\\<img src=x onerror=alert(1)\\> \\*b\\* \\[a\\](javascript:x) \\`c\\` # d');
    expect(text).toContain('# How ``a`b`` = 1 at step 2 was made');
  });
});
