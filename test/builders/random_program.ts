import type { Layout } from '../../src/pipeline/plan';
import { FlowBuilder, type Does } from './flow';
import { randomNumbers } from './random';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const PATHS = ['x.csv', 'data/y.csv', 'data'];

/** A statement of a program that is made up: what it does when it runs. */
export type Action =
  | { readonly do: 'make'; readonly name: string; readonly of: readonly string[] }
  | { readonly do: 'alias'; readonly name: string; readonly of: string }
  | { readonly do: 'hold'; readonly name: string; readonly of: readonly string[] }
  | { readonly do: 'change'; readonly name: string }
  | { readonly do: 'perhaps make'; readonly name: string; readonly happens: boolean }
  | { readonly do: 'delete'; readonly name: string }
  | { readonly do: 'show'; readonly of: readonly string[] }
  | { readonly do: 'read'; readonly path: string; readonly name: string }
  | { readonly do: 'write'; readonly path: string; readonly of: string }
  | { readonly do: 'seed' }
  | { readonly do: 'draw'; readonly name: string };

/** A program that is made up, with the flow that an exact analysis of it would find. */
export interface RandomProgram {
  readonly actions: readonly Action[];
  readonly builder: FlowBuilder;
  readonly cells: readonly number[];
}

/** What names may refer to, and which objects refer to others, followed as an analysis does: objects are the statements that made them. */
class Heap {
  readonly names = new Map<string, Set<number>>();
  readonly certain = new Set<string>();
  private readonly held = new Map<number, Set<number>>();

  bind(name: string, objects: ReadonlySet<number>): void {
    this.names.set(name, new Set(objects));
    this.certain.add(name);
  }

  perhapsBind(name: string, object: number): void {
    this.names.set(name, new Set([...(this.names.get(name) ?? []), object]));
  }

  delete(name: string): void {
    this.names.delete(name);
    this.certain.delete(name);
  }

  hold(object: number, others: Iterable<number>): void {
    this.held.set(object, new Set(others));
  }

  of(name: string): ReadonlySet<number> {
    return this.names.get(name) ?? new Set();
  }

  /** All objects that can be come to from a name. */
  reach(name: string): Set<number> {
    const reached = new Set(this.of(name));
    for (const object of reached) for (const other of this.held.get(object) ?? []) reached.add(other);
    return reached;
  }

  namesReaching(objects: ReadonlySet<number>): string[] {
    return [...this.names.keys()].filter((name) => [...this.reach(name)].some((object) => objects.has(object)));
  }
}

/** The same program for the same seed. Its cells have headings, or tags, as `divided` says. */
export function randomProgram(seed: number, divided: 'headings' | 'tags' | 'nothing'): RandomProgram {
  const random = randomNumbers(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const one = <Item>(items: readonly Item[]): Item => items[upTo(items.length)] as Item;
  const some = <Item>(items: readonly Item[]): Item[] => items.filter(() => random() < 0.4);

  const heap = new Heap();
  const builder = new FlowBuilder();
  const actions: Action[] = [];
  const cells: number[] = [];
  const sharing = new Sharings();
  let seeded = false;
  let cell = 0;

  builder.parameter('p', '[1]');
  cell++;
  heap.bind('p', new Set([-1]));
  actions.push({ do: 'show', of: [] });
  sharing.note(0, heap, new Set());

  const count = 4 + upTo(12);
  for (let made = 0; made < count; made++) {
    if (divided === 'headings' && (made === 0 || random() < 0.4)) {
      builder.markdown(`## Part ${made}`);
      cell++;
    }
    const statements: Does[] = [];
    for (let wanted = 1 + upTo(3); wanted > 0; wanted--) {
      const id = actions.length;
      const action = choose();
      const changed = changedBy(action);
      statements.push(does(action, changed));
      apply(action, id);
      sharing.note(id, heap, changed);
      actions.push(action);
    }
    const tags = divided === 'tags' && random() < 0.5 ? [`step:${one(['one', 'two', 'three', 'four'])}`] : [];
    builder.tagged(tags, ...statements);
    cells.push(cell++);
  }
  for (const { from, to, names } of sharing.all) builder.sharing(from, to, ...names);
  return { actions, builder, cells };

  function choose(): Action {
    const bound = [...heap.names.keys()];
    const certain = bound.filter((name) => heap.certain.has(name));
    const kind = upTo(13);
    if (kind <= 1) return { do: 'make', name: one(NAMES), of: some(certain) };
    if (kind <= 3) return { do: 'alias', name: one(NAMES), of: one(certain) };
    if (kind === 4) return { do: 'hold', name: one(NAMES), of: some(certain) };
    if (kind <= 6) return { do: 'change', name: one(certain) };
    if (kind === 7) return { do: 'perhaps make', name: one(NAMES), happens: random() < 0.5 };
    if (kind === 8 && certain.length > 2) return { do: 'delete', name: one(certain.filter((name) => name !== 'p')) };
    if (kind === 9) return { do: 'read', path: one(PATHS), name: one(NAMES) };
    if (kind === 10) return { do: 'write', path: one(PATHS), of: one(certain) };
    if (kind === 11 && random() < 0.3) return { do: 'seed' };
    if (kind === 11 && seeded) return { do: 'draw', name: one(NAMES) };
    return { do: 'show', of: some(bound) };
  }

  function changedBy(action: Action): ReadonlySet<number> {
    return action.do === 'change' ? new Set(heap.of(action.name)) : new Set();
  }

  function does(action: Action, changed: ReadonlySet<number>): Does {
    switch (action.do) {
      case 'make':
      case 'hold':
        return { uses: action.of, binds: [action.name] };
      case 'alias':
        return { uses: [action.of], binds: [action.name] };
      case 'change':
        return { uses: [action.name], mutates: heap.namesReaching(changed) };
      case 'perhaps make':
        return { uses: heap.names.has(action.name) ? [`?${action.name}`] : [], mayBind: [action.name] };
      case 'delete':
        return { deletes: [action.name] };
      case 'show':
        return { role: 'display', uses: action.of.map((name) => (heap.certain.has(name) ? name : `?${name}`)) };
      case 'read':
        return { uses: [`file:${action.path}`], binds: [action.name] };
      case 'write':
        return { uses: [action.of], mutates: [`file:${action.path}`] };
      case 'seed':
        return { binds: ['random:numpy'] };
      case 'draw':
        return { mutates: ['random:numpy'], binds: [action.name] };
    }
  }

  function apply(action: Action, id: number): void {
    if (action.do === 'seed') seeded = true;
    else if (action.do === 'alias') heap.bind(action.name, heap.of(action.of));
    else if (action.do === 'hold') {
      heap.hold(id, action.of.flatMap((name) => [...heap.of(name)]));
      heap.bind(action.name, new Set([id]));
    } else if (action.do === 'perhaps make') heap.perhapsBind(action.name, id);
    else if (action.do === 'delete') heap.delete(action.name);
    else if (action.do === 'make' || action.do === 'read' || action.do === 'draw') heap.bind(action.name, new Set([id]));
  }
}

interface Sharing {
  readonly names: readonly string[];
  readonly from: number;
  to: number;
  readonly objects: Set<number>;
}

/** From when to when two names share an object that is changed in that time or later: what shares it by then may come from both. */
class Sharings {
  private readonly open = new Map<string, Sharing>();
  private readonly closed: Sharing[] = [];
  private readonly changes: { readonly id: number; readonly objects: ReadonlySet<number> }[] = [];

  /** What the heap is after a statement that changed these objects. */
  note(id: number, heap: Heap, changed: ReadonlySet<number>): void {
    this.changes.push({ id, objects: changed });
    const names = [...heap.names.keys()].sort();
    const now = new Set<string>();
    for (const [at, one] of names.entries()) {
      for (const other of names.slice(at + 1)) {
        const shared = [...heap.reach(one)].filter((object) => heap.reach(other).has(object));
        if (shared.length === 0) continue;
        const key = `${one} ${other}`;
        now.add(key);
        const known = this.open.get(key) ?? { names: [one, other], from: id, to: id, objects: new Set() };
        this.open.set(key, known);
        for (const object of shared) known.objects.add(object);
      }
    }
    for (const sharing of this.open.values()) sharing.to = id;
    for (const [key, sharing] of [...this.open]) {
      if (now.has(key)) continue;
      this.closed.push(sharing);
      this.open.delete(key);
    }
  }

  /** Those that matter. */
  get all(): Sharing[] {
    return [...this.closed, ...this.open.values()].flatMap((sharing) => {
      const last = this.changes.findLast(({ id, objects }) => id > sharing.from && [...objects].some((object) => sharing.objects.has(object)));
      return last ? [{ ...sharing, to: Math.min(sharing.to, last.id) }] : [];
    });
  }
}

/** Some cells in steps of their own, in any order, and perhaps one dropped. */
export function randomLayout(program: RandomProgram, seed: number): Layout {
  const random = randomNumbers(seed);
  const steps = Array.from({ length: 2 + Math.floor(random() * 3) }, (_, at) => ({ title: `Chosen ${at}`, cells: [] as number[] }));
  for (const cell of program.cells) if (random() < 0.8) steps[Math.floor(random() * steps.length)]?.cells.push(cell);
  return { steps: steps.filter(({ cells }) => cells.length > 0), dropped: [] };
}
