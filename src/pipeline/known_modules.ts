import { TrialbookError } from '../core/errors';
import { askInterpreter, type InterpreterAnswer } from './interpreter/ask_interpreter';
import { isLocalModule, localModule } from './interpreter/local_module';
import type { ParsedCell } from './parsed_cell';
import { walk } from './syntax/children';
import { storingModules } from './targets/requirements_file';

/** What the world around a notebook knows of the modules that it imports. */
export interface KnownModules {
  /** by module: the names that `from module import *` binds; none for a module that could not be imported */
  readonly stars: ReadonlyMap<string, readonly string[]>;
  /** by top-level module: where it comes from; null where it is not there, or nobody could be asked */
  readonly versions: InterpreterAnswer['versions'];
  /** `3.11.2`; null where no interpreter answered */
  readonly python: string | null;
  /** why none did, where one was asked */
  readonly failure: string | null;
}

/** Where modules can be asked for. */
export interface ModuleSources {
  /** the notebook's folder */
  readonly folder: string;
  /** a Python to ask; undefined where there is none */
  readonly interpreter?: string | undefined;
  /** the folder that Trialbook is installed in */
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
}

/** The modules that a notebook imports, anywhere in it. */
export interface ImportedModules {
  /** those whose names it takes all of */
  readonly stars: readonly string[];
  /** top-level ones */
  readonly all: readonly string[];
  /** those of them that stand beside the notebook */
  readonly local: ReadonlySet<string>;
}

/**
 * Learns of the modules that a notebook imports: from their files beside the notebook, which are read and not run, and from a
 * Python, which is asked before this gives its promise. That no Python answers is no error.
 * @throws the signal's reason
 */
export async function learnModules(imported: ImportedModules, { folder, interpreter, root, signal }: ModuleSources): Promise<KnownModules> {
  const stars = new Map<string, readonly string[]>();
  /** star imports of others that modules beside the notebook pass on */
  const passedOn = new Map<string, readonly string[]>();
  for (const module of imported.stars) {
    const local = localModule(folder, module);
    if (local?.names) stars.set(module, local.names);
    if (local && local.stars.length > 0) passedOn.set(module, local.stars);
  }
  const elsewhere = [...imported.stars.filter((module) => !imported.local.has(topOf(module))), ...[...passedOn.values()].flat()];
  const questions = { stars: [...new Set(elsewhere)], modules: [...imported.all.filter((module) => !imported.local.has(module)), ...storingModules(imported.all)] };
  const { answer, failure } = await ask(interpreter, folder, questions, root, signal);
  for (const [module, names] of Object.entries(answer?.stars ?? {})) if (names) stars.set(module, names);
  for (const [module, others] of passedOn) {
    const theirs = others.map((other) => stars.get(other));
    if (theirs.some((names) => names === undefined)) stars.delete(module);
    else stars.set(module, [...new Set([...(stars.get(module) ?? []), ...theirs.flatMap((names) => names ?? [])])]);
  }
  return { stars, versions: answer?.versions ?? {}, python: answer?.python ?? null, failure };
}

async function ask(python: string | undefined, folder: string, questions: { stars: string[]; modules: string[] }, root: string, signal?: AbortSignal): Promise<{ answer: InterpreterAnswer | undefined; failure: string | null }> {
  if (python === undefined) return { answer: undefined, failure: null };
  try {
    return { answer: await askInterpreter(python, folder, questions, { root, signal }), failure: null };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof TrialbookError)) throw error;
    return { answer: undefined, failure: error.message };
  }
}

export function importedModules(cells: readonly ParsedCell[], folder: string): ImportedModules {
  const stars = new Set<string>();
  const all = new Set<string>();
  for (const { parsed } of cells) {
    if (!parsed.ok || !parsed.source.text.includes('import')) continue;
    for (const node of walk(parsed.module)) {
      if (node.nodeType === 'Import') for (const { name } of node.names) all.add(topOf(name));
      if (node.nodeType !== 'ImportFrom' || node.level !== 0 || !node.module) continue;
      all.add(topOf(node.module));
      if (node.names.some(({ name }) => name === '*')) stars.add(node.module);
    }
  }
  return { stars: [...stars], all: [...all], local: new Set([...all].filter((module) => isLocalModule(folder, module))) };
}

function topOf(module: string): string {
  return module.split('.', 1)[0] ?? module;
}
