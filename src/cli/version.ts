import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package that holds this bundle, `dist/cli.js`. */
export function packageRoot(): string {
  return join(__dirname, '..');
}

/** Its version. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}
