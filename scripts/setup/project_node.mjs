import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { projectNode, root } from './project.mjs';

/**
 * Makes sure that the running script, and what it starts, has the project's own Node (better-sqlite3 crashes on older
 * ones). Returns when it already has; else runs the script again under that Node and ends with its exit code.
 * @returns {Promise<void>}
 */
export async function continueUnderProjectNode() {
  process.env['PATH'] = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  if (realpathSync(process.execPath) === realpathSync(projectNode)) return;
  const child = spawn(projectNode, process.argv.slice(1), { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; this process stays until the child has cleaned up.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const code = await new Promise((resolve) => child.once('close', (status, signal) => resolve(status ?? (signal ? 1 : 0))));
  process.exit(code);
}
