import { moduleAttributeKind } from '../effects/lookup';
import type { Alias, Import, ImportFrom, LocatedNode } from '../syntax/ast';
import { bindName, bindVariable } from './bind';
import type { Interpreter } from './interpreter';
import { only } from './value';

/** `import a.b as c` */
export function importModules(it: Interpreter, node: Import): void {
  for (const alias of node.names) {
    const root = alias.name.split('.', 1)[0]!;
    noteModule(it, root, alias);
    const path = alias.asname === undefined ? root : alias.name;
    bindName(it, alias, alias.asname ?? root, only(it.heap.library(path, 'module')));
  }
}

/** `from a.b import c as d`, `from a import *` */
export function importFrom(it: Interpreter, node: ImportFrom): void {
  const module = `${'.'.repeat(node.level)}${node.module ?? ''}`;
  if (node.level === 0) noteModule(it, module.split('.', 1)[0]!, node);
  for (const alias of node.names) {
    // In a notebook this holds for all cells that come later.
    if (module === '__future__' && alias.name === 'annotations') it.annotationsAreLazy = true;
    if (alias.name === '*') importAll(it, node, module);
    else importName(it, alias, module);
  }
}

/** What an earlier statement has written is imported behind that, and comes from nowhere else. */
function noteModule(it: Interpreter, root: string, node: LocatedNode): void {
  const written = it.writtenModules.filesOf(root);
  if (written.length === 0) it.modules.add(root);
  else it.unit.importsWritten = true;
  for (const subject of written) it.unit.use(subject, it.sight(node), { optional: true });
}

function importName(it: Interpreter, alias: Alias, module: string): void {
  const path = `${module}.${alias.name}`;
  bindName(it, alias, alias.asname ?? alias.name, only(it.heap.library(path, moduleAttributeKind(path))));
}

function importAll(it: Interpreter, node: ImportFrom, module: string): void {
  const names = it.options.stars.get(module);
  if (!names) {
    it.undefinedNames.unknownStar(module, it.sight(node));
    return;
  }
  for (const name of names) {
    const path = `${module}.${name}`;
    bindVariable(it, it.notebook.variable(name), node, only(it.heap.library(path, moduleAttributeKind(path))));
  }
}
