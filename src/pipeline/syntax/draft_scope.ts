import type { Global, Name, Nonlocal } from './ast';
import type { BindingNode, Resolution, Scope, ScopeKind, ScopeName, ScopeNode } from './scope';

/** A scope while it is being collected: what is in it is known, what its names resolve to is not yet. */
export class DraftScope implements Scope {
  readonly children: DraftScope[] = [];
  readonly names = new Map<string, DraftName>();
  readonly parameters: string[] = [];

  /** @param owner the innermost class around it, for mangling */
  constructor(
    readonly kind: ScopeKind,
    readonly node: ScopeNode,
    readonly name: string,
    readonly parent: DraftScope | undefined,
    readonly owner: string | undefined,
  ) {
    parent?.children.push(this);
  }

  /** @param name mangled already */
  entry(name: string): DraftName {
    let found = this.names.get(name);
    if (!found) this.names.set(name, (found = new DraftName(name, this)));
    return found;
  }
}

export class DraftName implements ScopeName {
  resolution: Resolution = 'module';
  /** makes it a name of its scope, unless it is declared otherwise; a bare annotation does so too without writing it */
  bound = false;
  parameter = false;
  declared: 'global' | 'nonlocal' | undefined;
  readonly declarations: (Global | Nonlocal)[] = [];
  readonly reads: Name[] = [];
  readonly writes: BindingNode[] = [];
  readonly deletes: Name[] = [];

  constructor(
    readonly name: string,
    public scope: Scope,
  ) {}
}
