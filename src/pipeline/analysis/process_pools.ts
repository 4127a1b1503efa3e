import { allArguments, type Arguments } from './arguments';
import type { HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import type { NotebookFacts } from './notebook_facts';
import type { ProblemList } from './problem_list';
import type { Roles } from './roles';
import type { Sight } from './sight';
import type { Value } from './value';

const MAKES_POOL = /^(?:multiprocessing(?:\.pool|\.context)?\.Pool|concurrent\.futures(?:\.process)?\.ProcessPoolExecutor)$/;

interface Handed {
  readonly function: HeapObject;
  readonly sight: Sight;
}

/**
 * Pools of processes, which find what they run by its name in a module. A function that refers to variables stands inside of a
 * step's function, where nobody finds it.
 */
export class ProcessPools {
  private readonly pools = new Set<HeapObject>();
  private readonly handed: Handed[] = [];

  /** Something was made by a library's function. */
  made(path: string, value: Value): void {
    if (MAKES_POOL.test(path)) for (const pool of value) this.pools.add(pool);
  }

  /** A method was called. */
  called(it: Interpreter, receivers: readonly HeapObject[], given: Arguments, sight: Sight): void {
    if (this.pools.size === 0 || !receivers.some((receiver) => this.pools.has(receiver))) return;
    const values = allArguments(given).flatMap((value) => [...value]);
    for (const object of new Set([...values, ...it.heap.below(values)])) if (object.origin.type === 'function') this.handed.push({ function: object, sight });
  }

  report(problems: ProblemList, facts: NotebookFacts, roles: Roles): void {
    for (const { function: { origin }, sight } of this.handed) {
      if (origin.type !== 'function' || origin.definition.node.nodeType === 'Lambda') continue;
      const { definition } = origin;
      const unit = facts.units.find(({ node }) => node === (definition.owner?.node ?? definition.node));
      if (!unit || roles.of(unit) === 'definition') continue;
      const { name } = definition.owner ?? definition;
      const message = `Other processes find \`${name}\` only in a module, and in a pipeline it cannot stand in one, as it refers to variables: hand it what it needs as arguments, or use \`joblib\`.`;
      problems.add('unfollowed', 'error', sight, message);
    }
  }
}
