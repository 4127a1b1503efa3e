// `npm test`: everything, in order; `node scripts/test.mjs PART [arguments of its tool]`: one part. The last line says how
// many tests passed and failed over all, and the exit code is 0 only when none failed and every part ran something.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupFailure } from './setup/command.mjs';
import { makeReady } from './setup/ready.mjs';

const [name, ...args] = process.argv.slice(2);
await makeReady('git', ...(name === undefined ? /** @type {const} */ (['python', 'editor', 'chromium']) : []));

const { parts } = await import('./testing/parts.mjs');
if (name !== undefined && !(name in parts)) {
  console.error(`There is no part "${name}". Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

// Editors, browsers and kernels that a test has killed leave sockets and profiles: they go with the folder that all had as theirs.
const temporary = mkdtempSync(join(tmpdir(), 'trialbook-test-'));
// Open to other users as the system's own is: some tests become one.
chmodSync(temporary, 0o1777);
process.env['TMPDIR'] = temporary;
process.once('exit', () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }));

/** @type {({ part: string, seconds: number } & import('./testing/outcome.mjs').Outcome)[]} */
const table = [];
for (const [part, run] of Object.entries(parts)) {
  if (name !== undefined && part !== name) continue;
  console.log(`\n── ${part} ──`);
  const began = performance.now();
  const outcome = await run(args).catch((error) => {
    console.error(error instanceof SetupFailure ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  table.push({ part, ...outcome, seconds: Math.round((performance.now() - began) / 1000) });
}

const failures = table.flatMap(({ part, failures = [] }) => failures.map((test) => `${part}: ${test}`));
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
console.log('\npart      passed  failed  skipped  seconds');
for (const { part, passed, failed, skipped, seconds } of table) {
  console.log(part.padEnd(8), ...[passed, failed, skipped, seconds].map((number) => String(number).padStart(7)));
}
const passed = table.reduce((sum, row) => sum + row.passed, 0);
const failed = table.reduce((sum, row) => sum + row.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
