// Plans a notebook of 200 code cells, which are those of the tests' notebooks one after the other, and prints how long that took.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planNotebook } from '../../src/pipeline/plan_notebook';

const CELLS = 200;

interface File {
  readonly nbformat: number;
  readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[];
}

const root = process.cwd();
const folder = join(root, 'test', 'notebooks');
const files = readdirSync(folder).filter((name) => name.endsWith('.ipynb')).sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as File);
const cells = files.filter(({ nbformat }) => nbformat === 4).flatMap((file) => file.cells);
let code = 0;
const text = JSON.stringify({
  ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
  cells: cells.filter(({ cell_type, source }) => !String(source).includes('import *') && (cell_type !== 'code' || code++ < CELLS)),
});

const began = performance.now();
planNotebook(text, { folder, root }).then(
  ({ plan }) => console.log(JSON.stringify({ ms: performance.now() - began, units: plan.units.length })),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
