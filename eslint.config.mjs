import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importDirection } from './scripts/lint/import_direction.mjs';

const FLOW = ['journal', 'store', 'notebook', 'pipeline', 'git', 'bridges'];

/**
 * Who may import whom: each part of the house, and what it may import besides itself. `vscode` is for the parts that are
 * about the editor; all others run, and are tested, in plain Node. SQL is in the store alone.
 */
const MAY_IMPORT = {
  core: [],
  protocol: ['core', 'packages'],
  journal: ['core', 'node', 'packages'],
  store: ['core', 'journal', 'node', 'packages', 'better-sqlite3'],
  notebook: ['core', 'journal', 'store', 'node', 'packages'],
  pipeline: ['core', 'journal', 'store', 'notebook', 'node', 'packages'],
  // Above what reads notebooks and Python: it tells which functions differ, and notebooks without their outputs.
  git: ['core', 'journal', 'store', 'notebook', 'pipeline', 'node', 'packages'],
  bridges: ['core', 'journal', 'store', 'git', 'notebook', 'pipeline', 'node', 'packages'],
  host: ['core', 'protocol', ...FLOW, 'node', 'packages', 'vscode'],
  views: ['core', 'protocol', ...FLOW, 'host', 'node', 'packages', 'vscode'],
  commands: ['core', 'protocol', ...FLOW, 'host', 'views', 'node', 'packages', 'vscode'],
  webview: ['core', 'protocol', 'packages'],
  // The three programs put the parts together; nothing imports them.
  extension: ['core', 'protocol', ...FLOW, 'host', 'views', 'commands', 'node', 'packages', 'vscode'],
  worker: ['core', ...FLOW, 'node', 'packages'],
  cli: ['core', ...FLOW, 'node', 'packages'],
};

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'examples/', 'python/', '.venv/', '.vscode-test/', '.scratch/']),
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'tsconfig.webview.json', 'tsconfig.test.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house: { rules: { 'import-direction': importDirection } } },
    rules: {
      'house/import-direction': ['error', MAY_IMPORT],
      'max-lines': ['error', 400],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name: the name is then the same everywhere.' },
        { selector: 'ExportSpecifier[exported.name=default]', message: 'Export by name: the name is then the same everywhere.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A method may be asynchronous only because what it implements is.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // Tools that read a configuration ask for its default export.
    files: ['*.config.{mjs,mts}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // tsc checks plain JavaScript through its comments, and knows no type for what JSON.parse and options give.
    files: ['**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
