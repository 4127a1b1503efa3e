// `npm run bench`: measures what has a budget and prints a row for each, with MLflow beside it where that does the same;
// `npm run bench -- NAME…` measures single ones. `--write` then writes docs/benchmarks.md from the latest of each.
import { parseArgs } from 'node:util';
import { makeReady } from './setup/ready.mjs';

await makeReady('git', 'python');

const { benches } = await import('../bench/benches.mts');
const { measured } = await import('../bench/results.mts');
const { plainTable } = await import('../bench/table.mts');
const { positionals: names, values } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join('", "')}". Benchmarks: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const { rows, seconds, loadBefore } = await measured(name, bench);
  console.log(`\n── ${name} (${Math.round(seconds)} s, load before ${loadBefore.toFixed(1)}) ──\n${plainTable(rows)}`);
}

if (values.write) {
  const { writePage } = await import('../bench/page.mts');
  await writePage();
}
