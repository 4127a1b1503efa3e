import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** The project's own lint without the rules that need types, because the linted files are not on disk. */
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

async function rulesBrokenBy(file: string, source: string): Promise<string[]> {
  const [result] = await eslint.lintText(source, { filePath: join(root, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

function importing(specifier: string): string {
  return `import { it } from '${specifier}';\nit();\n`;
}

describe('the house', () => {
  it.each([
    ['src/core/x.ts', '../protocol/y'],
    ['src/core/x.ts', 'node:fs'],
    ['src/core/query/x.ts', 'valibot'],
    ['src/protocol/x.ts', '../host/y'],
    ['src/protocol/x.ts', '../../webview/run/y'],
    ['src/journal/x.ts', '../store/y'],
    ['src/store/x.ts', 'vscode'],
    ['src/store/queries/x.ts', '../../host/y'],
    ['src/git/x.ts', 'better-sqlite3'],
    ['src/pipeline/targets/x.ts', '../../bridges/y'],
    ['src/host/x.ts', '../views/y'],
    ['src/views/x.ts', '../commands/y'],
    ['src/commands/x.ts', '../extension'],
    ['src/cli.ts', './host/y'],
    ['src/worker.ts', 'vscode'],
    ['webview/run/main.ts', '../../src/host/y'],
    ['webview/run/main.ts', 'node:path'],
  ])('refuses that %s imports %s', async (file, specifier) => {
    expect(await rulesBrokenBy(file, importing(specifier))).toEqual(['house/import-direction']);
  });

  it.each([
    ['src/core/query/x.ts', '../y'],
    ['src/store/x.ts', '../journal/y'],
    ['src/store/x.ts', 'better-sqlite3'],
    ['src/views/store/x.ts', './host'],
    ['src/commands/x.ts', '../views/y'],
    ['src/extension.ts', './commands/y'],
    ['src/host/x.ts', 'vscode'],
    ['webview/run/main.ts', '../shared/host'],
    ['webview/run/main.ts', '../../src/protocol/y'],
    ['webview/run/main.ts', 'chart.js'],
  ])('lets %s import %s', async (file, specifier) => {
    expect(await rulesBrokenBy(file, importing(specifier))).toEqual([]);
  });

  it('sees an import that happens later, and a type', async () => {
    expect(await rulesBrokenBy('src/core/x.ts', `export const y = () => import('../host/y');\n`)).toEqual(['house/import-direction']);
    expect(await rulesBrokenBy('src/core/x.ts', `export type { Y } from '../host/y';\n`)).toEqual(['house/import-direction']);
  });

  it('has no part that the import table does not know', async () => {
    expect(await rulesBrokenBy('src/helpers/x.ts', importing('../core/y'))).toEqual(['house/import-direction']);
  });

  it('refuses default exports, barrels and files past 400 lines', async () => {
    expect(await rulesBrokenBy('src/core/x.ts', 'export default function it() {}\n')).toEqual(['no-restricted-syntax']);
    expect(await rulesBrokenBy('src/core/x.ts', `export * from './y';\n`)).toEqual(['no-restricted-syntax']);
    expect(await rulesBrokenBy('src/core/x.ts', '// a line\n'.repeat(401))).toEqual(['max-lines']);
  });
});
