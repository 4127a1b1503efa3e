import { spawnSync } from 'node:child_process';
import { availableParallelism, totalmem, type as system } from 'node:os';
import { ensurePythonEnvironment } from '../scripts/setup/python_environment.mjs';
import { MLFLOW_VERSION } from './mlflow.mts';

/** What matters of the machine and its programs, without a name of either's owner. */
export async function machine(): Promise<string> {
  const python = spawnSync(await ensurePythonEnvironment(), ['-c', 'import platform; print(platform.python_version())'], { encoding: 'utf8' }).stdout.trim();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${availableParallelism()} cores, ${memory} GB of memory, ${system()}, Node ${process.versions.node}, Python ${python}, MLflow ${MLFLOW_VERSION}`;
}
