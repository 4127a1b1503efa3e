/** Names that belong together, directly or through others. */
export class Groups {
  private readonly parents = new Map<string, string>();

  join(names: readonly string[]): void {
    const [first] = names;
    if (first === undefined) return;
    for (const name of names) this.parents.set(this.root(name), this.root(first));
  }

  /** The groups of two names or more. */
  all(): string[][] {
    const groups = Map.groupBy(this.parents.keys(), (name) => this.root(name));
    return [...groups.values()].filter((names) => names.length > 1);
  }

  /** For each of these names what its group is called: by itself where it is alone, else by its first names; all different. */
  named(names: readonly string[]): Map<string, string> {
    const taken = new Set(names);
    const called = new Map<string, string>();
    for (const members of Map.groupBy(names, (name) => this.root(name)).values()) {
      const [first = '', second] = members;
      let group = first;
      if (second !== undefined) {
        const base = members.length === 2 ? `${first}_and_${second}` : `${first}_and_${members.length - 1}_more`;
        group = base;
        for (let number = 2; taken.has(group); number++) group = `${base}_${number}`;
        taken.add(group);
      }
      for (const name of members) called.set(name, group);
    }
    return called;
  }

  private root(name: string): string {
    let root = name;
    for (let parent = this.parents.get(root); parent !== undefined && parent !== root; parent = this.parents.get(root)) root = parent;
    return root;
  }
}
