import type { Bond } from './flow';

/** Uses of variables that cannot be stored, each as a bond to the statement that bound the variable. */
export class Streams {
  private readonly seen = new Map<string, Bond>();

  add(bond: Bond): void {
    this.seen.set(`${bond.from} ${bond.to} ${bond.subject}`, bond);
  }

  all(): Bond[] {
    return [...this.seen.values()];
  }
}
