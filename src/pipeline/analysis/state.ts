import { joinBindings, UNBOUND, type Binding, type Variable } from './variable';

export type Changes = Map<Variable, Binding>;

interface Layer {
  readonly below: Layer | undefined;
  readonly changes: Changes;
}

/** Ways that lead to one place, each as what differs on it from where they parted. */
export interface Ways {
  readonly from: Layer;
  readonly changes: Changes[];
}

/**
 * What variables refer to at the point that has been reached, on all ways that lead there. A branch is a layer of changes above
 * the state in which it began; where branches meet, their layers are joined.
 */
export class State {
  private layer: Layer = { below: undefined, changes: new Map() };
  private readonly watchers: Changes[] = [];
  /** no way leads here: behind `return`, `raise`, `break` */
  dead = false;

  get(variable: Variable): Binding {
    for (let layer: Layer | undefined = this.layer; layer; layer = layer.below) {
      const binding = layer.changes.get(variable);
      if (binding) return binding;
    }
    return UNBOUND;
  }

  set(variable: Variable, binding: Binding): void {
    this.layer.changes.set(variable, binding);
    for (const watcher of this.watchers) {
      const seen = watcher.get(variable);
      watcher.set(variable, seen ? joinBindings(seen, binding) : binding);
    }
  }

  /** Nobody can ask for these any more. */
  forget(variables: Iterable<Variable>): void {
    for (const variable of variables) this.layer.changes.delete(variable);
  }

  /** A place that several ways may lead to, all of them from here. */
  meeting(): Ways {
    return { from: this.layer, changes: [] };
  }

  /** The way that has been followed leads to a place, and is followed no further. */
  leaveTo(ways: Ways): void {
    if (!this.dead) ways.changes.push(this.changesSince(ways.from));
    this.dead = true;
  }

  /** Follows one way from the point where `ways` part, up to where they meet. */
  follow(ways: Ways, way: () => void, startingWith?: Changes): void {
    this.layer = { below: ways.from, changes: new Map(startingWith) };
    this.dead = false;
    try {
      way();
      this.leaveTo(ways);
    } finally {
      this.layer = ways.from;
    }
  }

  /** Goes on from where the ways meet. */
  meet(ways: Ways): void {
    this.layer = ways.from;
    this.dead = ways.changes.length === 0;
    for (const [variable, binding] of this.joined(ways)) this.set(variable, binding);
  }

  /** What holds where the ways meet, without going there. */
  joined({ from, changes }: Ways): Changes {
    const all: Changes = new Map();
    const [first, ...others] = changes;
    if (!first) return all;
    if (others.length === 0) return first;
    for (const variable of new Set(changes.flatMap((way) => [...way.keys()]))) {
      const before = this.getFrom(from, variable);
      all.set(variable, changes.map((way) => way.get(variable) ?? before).reduce(joinBindings));
    }
    return all;
  }

  /** Any of several things happens. */
  alternatives(...ways: readonly (() => void)[]): void {
    const meeting = this.meeting();
    for (const way of ways) this.follow(meeting, way);
    this.meet(meeting);
  }

  /** @returns everything that variables were bound to meanwhile, also on ways that lead nowhere */
  watch(what: () => void): Changes {
    const seen: Changes = new Map();
    this.watchers.push(seen);
    try {
      what();
    } finally {
      this.watchers.splice(this.watchers.indexOf(seen), 1);
    }
    return seen;
  }

  /** Changes that may have happened, or not yet, on ways that part here. */
  maybe(changes: Changes): Changes {
    return new Map([...changes].map(([variable, binding]) => [variable, joinBindings(this.get(variable), binding)]));
  }

  private getFrom(start: Layer, variable: Variable): Binding {
    for (let layer: Layer | undefined = start; layer; layer = layer.below) {
      const binding = layer.changes.get(variable);
      if (binding) return binding;
    }
    return UNBOUND;
  }

  private changesSince(base: Layer): Changes {
    if (this.layer.below === base) return new Map(this.layer.changes);
    const layers: Layer[] = [];
    for (let layer: Layer | undefined = this.layer; layer && layer !== base; layer = layer.below) layers.push(layer);
    const changes: Changes = new Map();
    for (const layer of layers.toReversed()) for (const [variable, binding] of layer.changes) changes.set(variable, binding);
    return changes;
  }
}
