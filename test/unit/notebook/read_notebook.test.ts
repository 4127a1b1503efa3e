import { describe, expect, it } from 'vitest';
import type { TrialbookError } from '../../../src/core/errors';
import { readNotebook } from '../../../src/notebook/read_notebook';
import { codeCell, notebookText } from '../../builders/notebook';

const cellsOf = (cells: readonly unknown[], fields?: object) => readNotebook(notebookText(cells, fields)).cells;
const sources = (text: string) => readNotebook(text).cells.map(({ type, source }) => `${type}: ${source}`);

describe('a notebook of nbformat 4', () => {
  it('has its cells in order, with ids, tags and numbers', () => {
    const cell = codeCell('x = 1', { id: 'a1', metadata: { tags: ['parameters'] }, execution_count: 7 });
    expect(cellsOf([cell])).toEqual([
      { index: 0, id: 'a1', type: 'code', source: 'x = 1', tags: ['parameters'], executionCount: 7, raised: null },
    ]);
  });

  it('may have sources as lists of lines', () => {
    expect(sources(notebookText([codeCell(['x = 1\n', 'y = 2'])]))).toEqual(['code: x = 1\ny = 2']);
  });

  it('has lines that end with a line feed alone, however they were saved', () => {
    expect(sources(notebookText(['a\r\nb\rc']))).toEqual(['code: a\nb\nc']);
  });

  it('may have no metadata at all', () => {
    expect(readNotebook('{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x"}]}')).toMatchObject({
      language: 'python',
      cells: [{ id: 'cell-0', source: 'x', tags: [], executionCount: null }],
    });
  });

  it('is read with a byte order mark before it', () => {
    expect(sources(`\ufeff${notebookText(['x'])}`)).toEqual(['code: x']);
  });

  it('may have NaN among its outputs, as Python writes it, and a source that speaks of it', () => {
    const text = notebookText([codeCell('s = "NaN \\"Infinity\\""', { outputs: [{ output_type: 'display_data', data: { y: ['NAN', 1] } }] })]);
    expect(sources(text.replace('"NAN"', 'NaN, -Infinity'))).toEqual(['code: s = "NaN \\"Infinity\\""']);
  });

  it('may have NaN beside a picture of many megabytes', () => {
    const outputs = [{ output_type: 'display_data', data: { 'image/png': 'A'.repeat(20_000_000), y: 'NAN' } }];
    expect(sources(notebookText([codeCell('x', { outputs })]).replace('"NAN"', 'NaN'))).toEqual(['code: x']);
  });

  it('may have no cells', () => expect(cellsOf([])).toEqual([]));
});

describe('an id', () => {
  it('is given to a cell that has none', () => expect(cellsOf(['x', 'y']).map(({ id }) => id)).toEqual(['cell-0', 'cell-1']));

  it('is given anew to the second of two cells with the same', () => {
    expect(cellsOf([codeCell('x', { id: 'a' }), codeCell('y', { id: 'a' })]).map(({ id }) => id)).toEqual(['a', 'cell-1']);
  });

  it('is unique even where another cell has the one that would be given', () => {
    const ids = cellsOf([codeCell('x', { id: 'cell-1' }), 'y']).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('an odd cell', () => {
  it('of an unknown type is raw', () => expect(cellsOf([{ cell_type: 'sql', source: 'select' }])[0]).toMatchObject({ type: 'raw', source: 'select' }));
  it('that is no object is raw and empty', () => expect(cellsOf([null, 3])).toMatchObject([{ type: 'raw', source: '' }, { type: 'raw', source: '' }]));
  it('without a source is empty', () => expect(cellsOf([{ cell_type: 'code' }])[0]?.source).toBe(''));
  it('with a star for a number has not been run', () => expect(cellsOf([codeCell('x', { execution_count: '*' })])[0]?.executionCount).toBe(null));
  it('with outputs that are none is read', () => expect(cellsOf([codeCell('x', { outputs: [null, 'x', {}] })])[0]?.raised).toBe(null));
  it('may have its tags as one text', () => expect(cellsOf([codeCell('x', { metadata: { tags: 'a, b' } })])[0]?.tags).toEqual(['a', 'b']));
});

describe('an exception among the outputs', () => {
  it('is told by name and message', () => {
    const outputs = [{ output_type: 'stream', text: 'x' }, { output_type: 'error', ename: 'KeyError', evalue: "'age'", traceback: ['...'] }];
    expect(cellsOf([codeCell('x', { outputs })])[0]?.raised).toEqual({ name: 'KeyError', message: "'age'" });
  });

  it('may lack both', () => {
    expect(cellsOf([codeCell('x', { outputs: [{ output_type: 'error' }] })])[0]?.raised).toEqual({ name: 'Error', message: '' });
  });
});

describe('a notebook of nbformat 3', () => {
  const three = (cells: unknown[][], metadata: object = {}) =>
    JSON.stringify({ nbformat: 3, nbformat_minor: 0, metadata, worksheets: cells.map((list) => ({ cells: list })) });

  it('has the cells of all its worksheets', () => {
    const text = three([[{ cell_type: 'code', input: ['x = 1\n', 'y'], prompt_number: 3, language: 'python' }], [{ cell_type: 'markdown', source: 'b' }]]);
    expect(readNotebook(text)).toMatchObject({ language: 'python', cells: [{ source: 'x = 1\ny', executionCount: 3 }, { source: 'b', index: 1 }] });
  });

  it('has headings of a cell type of their own', () => {
    expect(sources(three([[{ cell_type: 'heading', level: 2, source: 'Load\nthe data' }]]))).toEqual(['markdown: ## Load the data']);
  });

  it('has exceptions of another name', () => {
    const text = three([[{ cell_type: 'code', input: 'x', outputs: [{ output_type: 'pyerr', ename: 'NameError', evalue: 'x' }] }]]);
    expect(readNotebook(text).cells[0]?.raised).toEqual({ name: 'NameError', message: 'x' });
  });

  it('tells its language in its cells', () => {
    expect(readNotebook(three([[{ cell_type: 'code', input: 'x', language: 'julia' }]])).language).toBe('julia');
  });

  it('is read without a number of its format too', () => {
    expect(sources('{"worksheets": [{"cells": [{"cell_type": "code", "input": "x"}]}]}')).toEqual(['code: x']);
  });
});

describe('the language', () => {
  const language = (metadata: object) => readNotebook(notebookText([], { metadata })).language;
  it('is that of the notebook before that of the kernel', () => {
    expect(language({ language_info: { name: 'R' }, kernelspec: { language: 'python' } })).toBe('r');
  });
  it('is the kernel’s else', () => expect(language({ kernelspec: { name: 'x', language: 'Julia' } })).toBe('julia'));
  it('is known by the kernel’s name', () => expect(language({ kernelspec: { name: 'ir' } })).toBe('r'));
  it('is Python for kernels that have their own names', () => expect(language({ kernelspec: { name: 'my-env' } })).toBe('python'));
  it('is Python in its versions', () => expect(language({ language_info: { name: 'ipython3' } })).toBe('python'));
  it('is Python where nothing is said', () => expect(language({ kernelspec: null })).toBe('python'));
});

describe('a file that is no notebook is told so', () => {
  const failure = (text: string): TrialbookError => {
    try {
      readNotebook(text);
    } catch (error) {
      return error as TrialbookError;
    }
    throw new Error('was read');
  };
  const whole = JSON.stringify(JSON.parse(notebookText(['x = "a"', 'y = 2'])), null, 1);

  it.each([
    ['empty', '', 'notebook-syntax', /empty/],
    ['nothing but blanks', ' \n\n', 'notebook-syntax', /empty/],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n', 'notebook-syntax', /git lfs pull/],
    ['a merge conflict', whole.replace(' "cells"', '<<<<<<< HEAD\n "cells"'), 'notebook-syntax', /merge conflict in line 10/],
    ['a web page', '\n<!DOCTYPE html>\n<html>', 'notebook-syntax', /web page/],
    ['a script', '# ---\n# jupyter:\n#   jupytext:\n# ---\nimport os\n', 'notebook-syntax', /jupytext --to notebook/],
    ['other text', 'Dear all,', 'notebook-syntax', /begin(s|ning) with `{`/],
    ['cut off', whole.slice(0, 300), 'notebook-syntax', /breaks off in line \d+/],
    ['cut off in a text', whole.slice(0, whole.indexOf('"x = ') + 3), 'notebook-syntax', /breaks off in line 13/],
    ['a comma too many', whole.replace('"outputs": []', '"outputs": [],,'), 'notebook-syntax', /error in line 15/],
    ['a list', '[1]', 'notebook-format', /not a Jupyter notebook/],
    ['a text in quotes', '"x"', 'notebook-format', /not a Jupyter notebook/],
    ['another object', '{"name": "package"}', 'notebook-format', /no list of cells/],
    ['cells that are no list', '{"nbformat": 4, "cells": {}}', 'notebook-format', /no list of cells/],
    ['of a format to come', notebookText([], { nbformat: 5, nbformat_minor: 0 }), 'notebook-format', /nbformat 5/],
    ['of the first format', notebookText([], { nbformat: 1 }), 'notebook-format', /nbformat 1/],
  ])('%s', (_what, text, code, message) => {
    expect(failure(text)).toMatchObject({ name: 'TrialbookError', code, message: expect.stringMatching(message) as string });
  });
});
