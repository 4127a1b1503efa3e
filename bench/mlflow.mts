import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/setup/project.mjs';
import { run, say, succeeds } from '../scripts/setup/command.mjs';
import { jsonOf } from './command.mts';

export const MLFLOW_VERSION = '3.17.2';

const environment = join(root, '.scratch', 'bench', `mlflow-${MLFLOW_VERSION}`);
const python = join(environment, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));

/** What python/bench/mlflow_peer.py measures under these names, with an MLflow in an environment of its own. */
export async function mlflow<T>(...parts: string[]): Promise<T> {
  await ensureMlflow();
  return jsonOf<T>(python, [join(root, 'python', 'bench', 'mlflow_peer.py'), ...parts]);
}

async function ensureMlflow(): Promise<void> {
  if (existsSync(python) && succeeds(python, ['-c', `import importlib.metadata as m; assert m.version("mlflow") == "${MLFLOW_VERSION}"`])) return;
  say(`installing mlflow ${MLFLOW_VERSION} into ${environment} (about two minutes)`);
  rmSync(environment, { recursive: true, force: true });
  await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', environment]);
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `mlflow==${MLFLOW_VERSION}`]);
}
