import * as v from 'valibot';

const Verdict = v.picklist(['same', 'differs', 'not-deterministic', 'stale', 'not-run']);

const Difference = v.object({
  /** as Python would write it: `scores['test'][3]`; or "what is shown", "the file out.csv, line 3" */
  what: v.string(),
  /** in the notebook's fresh run; for a stale cell what was saved in its file */
  notebook: v.string(),
  /** in the pipeline, in another run of the notebook (not-deterministic), or in the notebook's fresh run (stale) */
  pipeline: v.string(),
});

const CheckReportSchema = v.object({
  verdict: v.picklist(['same', 'differs', 'failed']),
  cells: v.array(
    v.object({
      /** `Cell.index` */
      cell: v.number(),
      verdict: Verdict,
      differences: v.array(Difference),
      /** differences that are left out of the list */
      more: v.number(),
    }),
  ),
  failure: v.nullable(
    v.object({
      where: v.picklist(['notebook', 'pipeline']),
      step: v.nullable(v.string()),
      cell: v.nullable(v.number()),
      /** in the cell, from 1 */
      line: v.nullable(v.number()),
      message: v.string(),
    }),
  ),
  /** how much was compared, so that "the same" can be weighed */
  compared: v.object({ cells: v.number(), values: v.number(), numbers: v.number(), lines: v.number(), files: v.number() }),
  /** of what only the type was compared: iterators, connections, what is too large */
  notCompared: v.array(v.object({ cell: v.number(), what: v.string() })),
  /** by run: `notebook`, `pipeline`, `again-1` … */
  seconds: v.record(v.string(), v.number()),
});

/**
 * What a check found. A cell `differs` when the pipeline gives something else; is `not-deterministic` when the notebook itself
 * gives something else each time; is `stale` when all is the same but the output saved in the notebook is an older one.
 * The verdict is `same` when no cell differs.
 */
export type CheckReport = v.InferOutput<typeof CheckReportSchema>;
export type CellVerdict = v.InferOutput<typeof Verdict>;

/** Throws when the text is no report, which is a defect of ours. */
export function parseReport(content: unknown): CheckReport {
  return v.parse(CheckReportSchema, content);
}
