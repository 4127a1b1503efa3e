// Plans a notebook of so many code cells, which are those of the tests' notebooks one after the other, from the first again where
// they are too few, and prints how long that took. Arguments: the number of cells, a Python to ask.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planNotebook } from '../../src/pipeline/plan_notebook';

interface File {
  readonly nbformat: number;
  readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[];
}

const root = process.cwd();
const folder = join(root, 'test', 'notebooks');
const files = readdirSync(folder).filter((name) => name.endsWith('.ipynb')).sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as File);
const cells = files.filter(({ nbformat }) => nbformat === 4).flatMap((file) => file.cells).filter(({ source }) => !String(source).includes('import *'));
const [wanted = '', interpreter] = process.argv.slice(2);
const times = Math.ceil(Number(wanted) / cells.filter(({ cell_type }) => cell_type === 'code').length);
let code = 0;
const text = JSON.stringify({
  ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
  cells: Array.from({ length: times }, () => cells).flat().filter(({ cell_type }) => cell_type !== 'code' || code++ < Number(wanted)),
});

const began = performance.now();
planNotebook(text, { folder, root, interpreter }).then(
  ({ plan }) => console.log(JSON.stringify({ ms: performance.now() - began, units: plan.units.length })),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
