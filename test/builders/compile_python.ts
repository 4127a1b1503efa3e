import { spawnSync } from 'node:child_process';
import { PYTHON } from './run_steps';

const PROGRAM = `
import json, sys
for path, text in json.load(sys.stdin):
    try:
        compile(text, path, "exec")
    except SyntaxError as error:
        print(json.dumps(f"{path}: {error}\\n{text}"))
`;

/** What CPython says against these files: nothing where all of them are Python. */
export function notCompiled(files: readonly (readonly [path: string, text: string])[]): string[] {
  const { stdout, stderr } = spawnSync(PYTHON, ['-W', 'ignore', '-c', PROGRAM], { input: JSON.stringify(files), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (stderr !== '') throw new Error(stderr);
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as string);
}
