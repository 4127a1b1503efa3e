import * as v from 'valibot';

/**
 * The fields of .ipynb files that are read, of all formats at once; whatever else is there is left aside. A field that is not
 * as it should be counts as missing, because the rest of the notebook can still be read.
 */
const text = v.fallback(v.optional(v.string()), undefined);
const wholeNumber = v.fallback(v.nullish(v.pipe(v.number(), v.integer())), null);

/** A text, or its lines with their ends. */
const lines = v.fallback(
  v.optional(
    v.union([
      v.string(),
      v.pipe(v.array(v.unknown()), v.transform((parts) => parts.filter((part) => typeof part === 'string').join(''))),
    ]),
  ),
  undefined,
);

const tags = v.fallback(
  v.union([
    v.pipe(v.array(v.unknown()), v.transform((list) => list.filter((tag) => typeof tag === 'string'))),
    v.pipe(v.string(), v.transform((list) => list.split(',').map((tag) => tag.trim()).filter(Boolean))),
  ]),
  [],
);

const orEmpty = <S extends v.GenericSchema>(schema: S, empty: v.InferOutput<S>) => v.fallback(schema, empty);

export const CellFields = v.fallback(
  v.object({
    cell_type: v.fallback(v.picklist(['code', 'markdown', 'raw', 'heading', 'html']), 'raw'),
    id: text,
    metadata: orEmpty(v.object({ tags }), { tags: [] }),
    /** nbformat 4, and text cells of older ones */
    source: lines,
    execution_count: wholeNumber,
    outputs: v.fallback(v.array(v.unknown()), []),
    /** nbformat 3: the source of a code cell, its number, its language; the level of a heading cell */
    input: lines,
    prompt_number: wholeNumber,
    language: text,
    level: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6)), 1),
  }),
  { cell_type: 'raw', id: undefined, metadata: { tags: [] }, source: '', execution_count: null, outputs: [], input: undefined, prompt_number: null, language: undefined, level: 1 },
);

export const OutputFields = v.fallback(
  v.object({ output_type: text, ename: v.fallback(v.string(), 'Error'), evalue: v.fallback(v.string(), '') }),
  { output_type: undefined, ename: 'Error', evalue: '' },
);

const kernelspec = orEmpty(v.object({ name: text, language: text }), { name: undefined, language: undefined });
const languageInfo = orEmpty(v.object({ name: text }), { name: undefined });

export const NotebookFields = v.object({
  nbformat: v.fallback(v.optional(v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.number())), undefined),
  metadata: orEmpty(v.object({ kernelspec, language_info: languageInfo }), {
    kernelspec: { name: undefined, language: undefined },
    language_info: { name: undefined },
  }),
  cells: v.fallback(v.optional(v.array(v.unknown())), undefined),
  /** nbformat 3 */
  worksheets: v.fallback(v.optional(v.array(orEmpty(v.object({ cells: v.fallback(v.array(v.unknown()), []) }), { cells: [] }))), undefined),
});
