import * as v from 'valibot';
import { TrialbookError } from '../core/errors';
import { parseJson } from './json_text';
import type { Cell, Notebook } from './notebook';
import { CellFields, NotebookFields, OutputFields } from './notebook_json';

/**
 * Reads the text of an .ipynb file of nbformat 2, 3 or 4. What is odd in a single cell never fails: a cell of an unknown
 * type is `raw`, a missing or repeated id becomes `cell-<index>`.
 * @throws TrialbookError `notebook-syntax` for text that is no JSON, `notebook-format` for JSON that is no notebook
 */
export function readNotebook(text: string): Notebook {
  const fields = v.safeParse(NotebookFields, parseJson(text));
  if (!fields.success) throw notANotebook('This JSON is not a Jupyter notebook.');
  const { metadata, worksheets } = fields.output;
  const cells = fields.output.cells ?? worksheets?.flatMap((sheet) => sheet.cells);
  const nbformat = fields.output.nbformat ?? (fields.output.cells ? 4 : 3);
  if (nbformat >= 5) {
    throw new TrialbookError(
      'notebook-format',
      `The notebook has nbformat ${nbformat}, which is newer than those that Trialbook reads (up to 4). Save it as nbformat 4, or update Trialbook.`,
    );
  }
  if (cells === undefined) throw notANotebook('This JSON is not a Jupyter notebook: it has no list of cells.');
  if (nbformat < 2) throw notANotebook('The notebook has nbformat 1, of 2011. Convert it with `jupyter nbconvert --to notebook`.');

  const parsed = cells.map((cell) => v.parse(CellFields, cell));
  const language =
    metadata.language_info.name ?? metadata.kernelspec.language ?? languageOfKernel(metadata.kernelspec.name) ?? parsed.find(({ language }) => language)?.language;
  const ids = new Set<string>();
  return { language: pythonsName(language ?? 'python'), cells: parsed.map((cell, index) => toCell(cell, index, ids)) };
}

function toCell(fields: v.InferOutput<typeof CellFields>, index: number, ids: Set<string>): Cell {
  const { cell_type: type, metadata } = fields;
  const source = withoutCarriageReturns(fields.source ?? fields.input ?? '');
  let id = fields.id && !ids.has(fields.id) ? fields.id : `cell-${index}`;
  while (ids.has(id)) id += '-';
  ids.add(id);
  const cell = { index, id, tags: metadata.tags, executionCount: null, raised: null };
  switch (type) {
    case 'code':
      return { ...cell, type, source, executionCount: fields.execution_count ?? fields.prompt_number ?? null, raised: raised(fields.outputs) };
    case 'heading':
      return { ...cell, type: 'markdown', source: `${'#'.repeat(fields.level)} ${source.split('\n').join(' ')}` };
    case 'html':
    case 'markdown':
      return { ...cell, type: 'markdown', source };
    case 'raw':
      return { ...cell, type, source };
  }
}

/** The first exception among a cell's outputs. */
function raised(outputs: readonly unknown[]): Cell['raised'] {
  for (const output of outputs) {
    const fields = v.parse(OutputFields, output);
    if (fields.output_type === 'error' || fields.output_type === 'pyerr') return { name: fields.ename, message: fields.evalue };
  }
  return null;
}

const withoutCarriageReturns = (source: string): string => (source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source);

/** Kernels of the older formats tell their language by their names alone: `python3`, `ir`, `julia-1.9`. */
function languageOfKernel(name: string | undefined): string | undefined {
  const word = name?.toLowerCase().match(/^[a-z]+/)?.[0];
  return word === 'ir' ? 'r' : ['python', 'julia', 'bash', 'scala', 'ruby'].find((language) => language === word);
}

const pythonsName = (language: string): string => (/^i?python[\d.]*$/i.test(language) ? 'python' : language.toLowerCase());

const notANotebook = (message: string): TrialbookError => new TrialbookError('notebook-format', message);
