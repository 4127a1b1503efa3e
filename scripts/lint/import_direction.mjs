import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const GUARDED_PACKAGES = ['vscode', 'better-sqlite3'];

/**
 * ESLint rule: an import of a file in src/ or webview/ goes only where a table allows. Its option is that table: for each
 * part (a folder of src/, a program such as `cli`, or `webview`) what it may import besides itself: other parts, `node`
 * for Node's modules, `vscode`, `better-sqlite3`, and `packages` for every other package.
 * @type {import('eslint').Rule.RuleModule}
 */
export const importDirection = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object' }],
    messages: { direction: '{{from}} may not import {{to}}. It may import: {{allowed}}.', unknown: 'The import table knows no part "{{from}}".' },
  },
  create(context) {
    const from = partOf(context.filename);
    if (from === undefined) return {};
    const allowed = context.options[0][from];

    /** @param {import('estree').Node | null | undefined} source */
    function check(source) {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const to = kindOf(source.value, context.filename);
      if (to === from) return;
      if (allowed === undefined) context.report({ node: source, messageId: 'unknown', data: { from } });
      else if (!allowed.includes(to)) {
        context.report({ node: source, messageId: 'direction', data: { from, to, allowed: allowed.join(', ') || 'nothing' } });
      }
    }

    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
    };
  },
};

/** @param {string} specifier @param {string} importer */
function kindOf(specifier, importer) {
  if (specifier.startsWith('.')) return partOf(join(dirname(importer), specifier)) ?? 'files outside src and webview';
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return 'node';
  return GUARDED_PACKAGES.includes(specifier) ? specifier : 'packages';
}

/** The part a file belongs to; undefined outside src/ and webview/. @param {string} file @returns {string | undefined} */
function partOf(file) {
  const [top, part] = relative(root, file).split(sep);
  if (top === 'webview') return 'webview';
  return top === 'src' ? part?.replace(/\.ts$/, '') : undefined;
}
