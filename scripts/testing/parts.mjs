import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildOnce } from '../build.mjs';
import { ensureBrowserEditor, ensureEditor } from '../setup/editor.mjs';
import { browserEditor } from '../setup/find_editor.mjs';
import { root } from '../setup/project.mjs';
import { ensurePythonEnvironment } from '../setup/python_environment.mjs';
import { runSuite } from '../../test/editor/run_suite.mts';
import { asOne, judged, runProgram, withReportFolder } from './outcome.mjs';

/**
 * The parts of `npm test`, in their order; each is given the arguments after its name and sets up what it needs.
 * @type {Record<string, (args: string[]) => Promise<import('./outcome.mjs').Outcome>>}
 */
export const parts = { lint, types, unit, python, host, trust, e2e };

/** @param {string[]} args */
async function lint(args) {
  const interpreter = await ensurePythonEnvironment();
  const eslint = await runTool('eslint', ['.', '--max-warnings=0', ...args]);
  return asOne((await runProgram(interpreter, ['-m', 'ruff', 'check', 'python'])) && eslint);
}

async function types() {
  const projects = ['tsconfig.json', 'tsconfig.webview.json', 'tsconfig.test.json'];
  let ok = true;
  for (const project of projects) ok = (await runTool('tsc', ['--project', project])) && ok;
  return asOne(ok);
}

/** @param {string[]} args */
async function unit(args) {
  await ensurePythonEnvironment();
  return vitest('vitest.config.mts', args);
}

/** Most of the time goes into small processes, one after the other in each test. */
const WORKERS = ['--numprocesses=auto', '--maxprocesses=4', '--dist=worksteal'];

/** Arguments go to pytest; `-n0` has them run in its own process. @param {string[]} args */
async function python(args) {
  const interpreter = await ensurePythonEnvironment();
  return withReportFolder(async (folder) => {
    const report = join(folder, 'report.xml');
    const command = ['-m', 'pytest', join('python', 'tests'), ...WORKERS, `--junitxml=${report}`, ...args];
    const ok = await runProgram(interpreter, command, { PYTHONPATH: join(root, 'python') });
    return judged(junitCounts(report), ok);
  });
}

/** `--grep PATTERN` chooses tests by title. @param {string[]} args */
async function host(args) {
  await ensurePythonEnvironment();
  return suite('host', await ensureEditor(), args);
}

/** The same extension in a folder that nobody has trusted; the desktop's test runner cannot withhold trust. @param {string[]} args */
async function trust(args) {
  await ensureBrowserEditor();
  return suite('trust', browserEditor, args);
}

/** @param {string[]} args */
async function e2e(args) {
  await ensureBrowserEditor();
  await ensurePythonEnvironment();
  return vitest('vitest.e2e.config.mts', args);
}

/** @param {'host' | 'trust'} name @param {string} executable @param {string[]} args */
async function suite(name, executable, args) {
  const { values } = parseArgs({ args, options: { grep: { type: 'string' } } });
  await buildOnce({ tests: true });
  const { ok, ...counts } = await runSuite({
    executable,
    extension: root,
    suite: join(root, 'out', 'test', name, 'index.js'),
    installed: [join(root, 'out', 'test', 'editor', 'test-kernel')],
    trust: name !== 'trust',
    ...(values.grep === undefined ? {} : { grep: values.grep }),
  });
  return judged(counts, ok);
}

/** @param {string} config @param {string[]} args */
function vitest(config, args) {
  return withReportFolder(async (folder) => {
    const report = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ok = await runTool('vitest', ['run', '--config', config, ...reporters, ...args]);
    return judged(vitestCounts(report), ok);
  });
}

/** Runs a tool of node_modules. @param {string} name @param {string[]} args */
function runTool(name, args) {
  return runProgram(process.execPath, [join(root, 'node_modules', '.bin', name), ...args]);
}

/** @param {string} file */
function vitestCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {{ status: string, fullName: string }[]} */
  const tests = report.testResults.flatMap((/** @type {{ assertionResults: unknown[] }} */ file) => file.assertionResults);
  const failures = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests, failures };
}

/** @param {string} file */
function junitCounts(file) {
  const report = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const suiteTag = /<testsuite [^>]*>/.exec(report)?.[0] ?? '';
  /** @param {string} name */
  const count = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suiteTag)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  const failures = [...report.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*><(?:failure|error) /g)].map(([, where, name]) => `${where} ${name}`);
  return { passed: count('tests') - failed - count('skipped'), failed, skipped: count('skipped'), failures };
}
