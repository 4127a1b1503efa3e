import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { TrialbookError } from '../../core/errors';
import { parseReport, type CheckReport } from './check_report';

/** Which run is at which cell; `again` is the notebook once more, because something differed. */
export interface CheckProgress {
  readonly run: 'notebook' | 'pipeline' | 'again';
  /** `Cell.index`: of the notebook the cell that begins, of the pipeline the one that ended */
  readonly cell: number;
}

const Line = v.union([
  v.object({ event: v.literal('cell'), run: v.picklist(['notebook', 'pipeline', 'again']), cell: v.number() }),
  v.object({ event: v.literal('copying'), run: v.string() }),
  v.object({ report: v.unknown() }),
  v.object({ error: v.object({ code: v.string(), message: v.string() }) }),
]);

const GRACE_MS = 5_000;
const KEPT_ERRORS = 4_000;

/** Starts the check's Python program and listens to it. Rejects as `checkPipeline` does. */
export async function runCheckProgram(
  { python, program, request, folder }: { readonly python: string; readonly program: string; readonly request: string; readonly folder: string },
  onProgress: (progress: CheckProgress) => void,
  signal?: AbortSignal,
): Promise<CheckReport> {
  const child = spawn(python, [program, request], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const abort = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-KEPT_ERRORS)));
    const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    ended.catch(() => {});
    let report: CheckReport | undefined;
    let refusal: TrialbookError | undefined;
    for await (const text of createInterface({ input: child.stdout })) {
      const line = v.parse(Line, JSON.parse(text));
      if ('report' in line) report = parseReport(line.report);
      else if ('error' in line) refusal = new TrialbookError(line.error.code, line.error.message);
      else if (line.event === 'cell') onProgress({ run: line.run, cell: line.cell });
    }
    const status = await ended.catch((error: NodeJS.ErrnoException) => {
      throw new TrialbookError('no-python', `${python} cannot be started (${error.code ?? error.message}). Choose another Python.`);
    });
    signal?.throwIfAborted();
    if (refusal) throw refusal;
    if (!report) throw new Error(`The check ended with status ${status} and no report: ${errors}`);
    return report;
  } finally {
    signal?.removeEventListener('abort', abort);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}
