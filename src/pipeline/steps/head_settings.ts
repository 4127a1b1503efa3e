import type { Notebook } from '../../notebook/notebook';
import { providersFor, type NeededNames } from './needed_names';
import { textAt } from './parameters';
import type { Statements } from './statements';

/** What decides where modules are found, or how they begin. */
const BEFORE_IMPORTS = /\bsys\.path\b|\bos\.environ\b|\bos\.putenv\b|\bsite\.addsitedir\b|^\s*%(?:set_)?env\b/;

/**
 * Settings that imports below them in the notebook may depend on, `sys.path.append(…)` above all: they have to stand between
 * the imports of each module. Each with the constants that it is made of, itself last.
 */
export function headSettings(notebook: Notebook, statements: Statements, needed: NeededNames): Map<number, readonly number[]> {
  const lastImport = statements.withRole('import').at(-1)?.id ?? -1;
  const found = new Map<number, readonly number[]>();
  for (const { id, place } of statements.withRole('setting')) {
    if (id > lastImport || statements.needs(id).length > 0 || !BEFORE_IMPORTS.test(textAt(notebook, place))) continue;
    const closure = new Set([id]);
    for (const one of closure) {
      for (const provider of providersFor(one, needed, statements)) if (statements.role(provider.id) !== 'import') closure.add(provider.id);
    }
    if ([...closure].every((one) => one === id || statements.role(one) === 'constant')) found.set(id, [...closure].sort((a, b) => a - b));
  }
  return found;
}
