import type { Rule } from './notation';

/** Rules by the names they are for, patterns included. */
export class RuleSet {
  readonly #exact = new Map<string, Rule>();
  readonly #patterns: { readonly pattern: RegExp; readonly rule: Rule }[] = [];
  readonly #found = new Map<string, Rule | undefined>();

  /** Adds rules with `prefix` before each of their names. What was added first counts. */
  add(rules: readonly (readonly [name: string, rule: Rule])[], prefix: string): void {
    for (const [name, rule] of rules) {
      const whole = prefix + name;
      if (/[*[]/.test(name)) this.#patterns.push({ pattern: regularExpression(whole), rule });
      else if (!this.#exact.has(whole)) this.#exact.set(whole, rule);
    }
  }

  /** The rule that names it, patterns aside. */
  exactly(name: string): Rule | undefined {
    return this.#exact.get(name);
  }

  find(name: string): Rule | undefined {
    const exact = this.#exact.get(name);
    if (exact !== undefined || this.#found.has(name)) return exact ?? this.#found.get(name);
    const found = this.#patterns.find(({ pattern }) => pattern.test(name))?.rule;
    this.#found.set(name, found);
    return found;
  }
}

function regularExpression(pattern: string): RegExp {
  const source = pattern.replace(/[.]/g, '\\.').replace(/\*\*|\*/g, (star) => (star === '**' ? '.*' : '[^.]*'));
  return new RegExp(`^${source}$`);
}
