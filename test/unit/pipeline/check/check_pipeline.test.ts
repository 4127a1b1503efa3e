import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ensurePythonEnvironment } from '../../../../scripts/setup/python_environment.mjs';
import { checkPipeline, type CheckRequest } from '../../../../src/pipeline/check/check_pipeline';
import type { CheckProgress } from '../../../../src/pipeline/check/check_program';
import { generatePipeline } from '../../../../src/pipeline/export_pipeline';
import { planNotebook } from '../../../../src/pipeline/plan_notebook';
import { notebookText } from '../../../builders/notebook';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const MARKDOWN = (source: string): object => ({ cell_type: 'markdown', source, metadata: {} });
const CELLS = [MARKDOWN('# Numbers'), 'numbers = [3, 1, 2]\nnumbers.sort()', MARKDOWN('# Add up'), 'total = sum(numbers)\ntotal'];

let python = '';
let folder = '';
beforeAll(async () => {
  python = await ensurePythonEnvironment();
}, 600_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function requestFor(cells: readonly unknown[], fields: Partial<CheckRequest> = {}): Promise<CheckRequest> {
  const notebook = join(folder, 'sums.ipynb');
  const text = notebookText(cells);
  writeFileSync(notebook, text);
  const planned = await planNotebook(text, { folder, interpreter: python, root });
  const files = await generatePipeline({ planned, target: 'python', out: join(folder, 'sums'), notebook, root, probe: true });
  return { notebook, cells: planned.cells, plan: planned.plan, files, pipelineFolder: 'sums', python, root, ...fields };
}

describe('checkPipeline', { timeout: 120_000 }, () => {
  it('finds the same in a notebook and the pipeline written from it', async () => {
    const report = await checkPipeline(await requestFor(CELLS));
    expect(report).toMatchObject({ verdict: 'same', failure: null, compared: { cells: 2, values: 3, lines: 1 } });
    expect(report.cells.map(({ cell, verdict }) => [cell, verdict])).toEqual([[1, 'same'], [3, 'same']]);
  });

  it('finds a step that was changed', async () => {
    const request = await requestFor(CELLS);
    const files = request.files.map(({ path, text }) => ({ path, text: path === 'steps/add_up.py' ? text.replace('sum(numbers)', 'max(numbers)') : text }));
    const report = await checkPipeline({ ...request, files });
    expect(report.verdict).toBe('differs');
    expect(report.cells.find(({ verdict }) => verdict === 'differs')).toMatchObject({ cell: 3, differences: [{ what: 'total', notebook: '6', pipeline: '3' }, { what: 'what is shown' }] });
  });

  it('runs the notebook more often where nothing seeds what it draws', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'check-runs-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
    const runs = JSON.stringify(join(elsewhere, 'runs.txt'));
    const counted = `from pathlib import Path\nruns = Path(${runs})\nruns.write_text(runs.read_text() + 'x' if runs.exists() else 'x')`;
    const request = await requestFor(['import numpy as np\ndrawn = np.random.rand() > 2', `${counted}\nside = len(runs.read_text()) in (2, 4)`]);
    expect((await checkPipeline(request)).cells.map(({ verdict }) => verdict)).toEqual(['same', 'not-deterministic']);
  });

  it('tells where it is, and leaves nothing behind', async () => {
    const told: CheckProgress[] = [];
    await checkPipeline(await requestFor(CELLS, { onProgress: (progress) => told.push(progress) }));
    expect(told.map(({ run, cell }) => `${run} ${cell}`)).toEqual(['notebook 1', 'notebook 3', 'pipeline 1', 'pipeline 3']);
    expect(readdirSync(folder)).toEqual(['sums.ipynb']);
  });

  it('ends with what it has started when it is aborted', async () => {
    const noted = join(folder, 'pid');
    const controller = new AbortController();
    const request = await requestFor([`import os, time\nwith open(${JSON.stringify(noted)}, 'w') as file:\n    file.write('x')\ntime.sleep(600)`]);
    const checking = checkPipeline(request, controller.signal);
    await Promise.race([checking, eventually(() => existsSync(noted))]);
    controller.abort(new Error('enough'));
    await expect(checking).rejects.toThrow('enough');
  });

  it('says which Python cannot be started', async () => {
    const request = await requestFor(CELLS, { python: join(folder, 'no-python') });
    await expect(checkPipeline(request)).rejects.toMatchObject({ code: 'no-python', message: expect.stringContaining('no-python') as string });
  });

  it.skipIf(process.platform === 'win32')('says what to install where the notebook cannot be run', async () => {
    const bare = join(folder, 'bare-python');
    writeFileSync(bare, `#!/bin/sh\nexec "${python}" -S "$@"\n`, { mode: 0o755 });
    const request = await requestFor(CELLS, { python: bare });
    await expect(checkPipeline(request)).rejects.toMatchObject({ code: 'packages', message: expect.stringContaining('-m pip install nbclient ipykernel') as string });
  });
});

async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
