import type { Plan } from '../../plan';
import { parsePython } from '../../syntax/parse';
import { BodyNames } from './body_names';
import type { BroughtNames } from './brought_names';
import { docstring } from './docstring';
import { headImports, importLines } from './import_head';
import type { NotebookText } from './notebook_text';
import { marker } from './step_body';

/** The module of what several steps share: constants, functions and classes, with their imports; undefined where there is none. */
export function definitionsModule(plan: Plan, texts: NotebookText, brought: BroughtNames): string | undefined {
  if (plan.shared.length === 0) return undefined;
  const body = definitions(plan, texts);
  const parsed = parsePython(body);
  const names = parsed.ok ? new BodyNames(parsed) : undefined;
  const imports = headImports(texts.imports([...texts.futures, ...plan.sharedImports]), (name, isStar) => names?.hasUse(name, isStar) ?? true, () => false);
  const future = imports.filter(({ isFuture }) => isFuture);
  const used = (['display', 'shell', 'shell_lines', 'script'] as const).filter((name) => names?.read.has(brought.name(name)));
  const head = [
    docstring('Constants, functions and classes of the notebook, which its steps share.'),
    importLines(future),
    importLines(imports.filter((each) => !future.includes(each))),
    brought.imports(new Set(used)).join('\n'),
    names?.read.has('__file__') ? 'del __file__  # a notebook has none' : '',
  ];
  // Only now: until here it is how what is defined says where it can be found.
  const foot = names?.read.has('__name__') ? '\n\n\n__name__ = "__main__"' : '';
  return `${head.filter((part) => part !== '').join('\n\n')}${/^(?:#.*\n)*(def|class|async|@)/.test(body) ? '\n\n\n' : '\n\n'}${body}${foot}\n`;
}

function definitions(plan: Plan, texts: NotebookText): string {
  let text = '';
  let before: { readonly cell: number; readonly isBlock: boolean } | undefined;
  for (const id of plan.shared) {
    const { cell } = texts.unit(id);
    const own = texts.own(id);
    const isBlock = /^(?:#.*\n)*(def|class|async|@)/.test(own);
    const isNext = before?.cell === cell;
    if (before) text += before.isBlock || isBlock ? '\n\n\n' : isNext ? '\n' : '\n\n';
    text += isNext ? own : `${marker(cell)}\n${own}`;
    before = { cell, isBlock };
  }
  return text;
}
