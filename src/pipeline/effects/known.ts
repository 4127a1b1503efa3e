import type { Kind } from './effect';
import { parseRules, type Rule } from './notation';
import { RuleSet } from './rule_set';
import type { Table } from './table';

/** The tables of all libraries, ready to be asked. Each is read when it is first asked, so whoever never asks pays nothing. */
export class Known {
  readonly #tables = new Map<string, Table>();
  readonly #functions = new Map<string, RuleSet>();
  readonly #values = new Map<string, RuleSet>();
  readonly #members = { methods: new Map<string, RuleSet>(), attributes: new Map<string, RuleSet>() };
  readonly #ofAnyKind = { methods: new Map<string, Rule[]>(), attributes: new Map<string, Rule[]>() };
  readonly #aliases: readonly (readonly [alias: string, real: string])[];
  #membersAreRead = false;

  /**
   * @param libraries tables by the top-level modules that they are about, separated by blanks
   * @param aliases names under which the same things are known too: what begins with the key begins, in the tables, with the value
   */
  constructor(libraries: Readonly<Record<string, Table>>, aliases: Readonly<Record<string, string>>) {
    for (const [modules, table] of Object.entries(libraries)) {
      for (const module of modules.split(' ')) this.#tables.set(module, table);
    }
    this.#aliases = Object.entries(aliases);
  }

  /** The name under which the tables have it. */
  canonical(name: string): string {
    for (const [alias, real] of this.#aliases) {
      if (name.startsWith(alias) && (name.length === alias.length || name[alias.length] === '.')) return real + name.slice(alias.length);
    }
    return name;
  }

  function(name: string): Rule | undefined {
    return this.#inModule(this.#functions, 'functions', name)?.find(name);
  }

  value(name: string): Rule | undefined {
    return this.#inModule(this.#values, 'values', name)?.find(name);
  }

  member(part: 'methods' | 'attributes', kind: Kind | 'unknown', name: string): Rule | undefined {
    this.#readMembers();
    return this.#members[part].get(kind)?.find(name);
  }

  /** The rules of each kind that has a member of this name; patterns do not count. */
  memberOfAnyKind(part: 'methods' | 'attributes', name: string): readonly Rule[] {
    this.#readMembers();
    return this.#ofAnyKind[part].get(name) ?? [];
  }

  #inModule(sets: Map<string, RuleSet>, part: 'functions' | 'values', name: string): RuleSet | undefined {
    const dot = name.indexOf('.');
    const module = dot < 0 ? name : name.slice(0, dot);
    const known = sets.get(module);
    if (known !== undefined) return known;
    const texts = this.#tables.get(module)?.[part];
    if (texts === undefined) return undefined;
    const set = new RuleSet();
    for (const [owners, text] of Object.entries(texts)) {
      const rules = parseRules(text);
      for (const owner of owners.split(' ')) set.add(rules, `${owner}.`);
    }
    sets.set(module, set);
    return set;
  }

  #readMembers(): void {
    if (this.#membersAreRead) return;
    this.#membersAreRead = true;
    for (const table of new Set(this.#tables.values())) {
      for (const part of ['methods', 'attributes'] as const) {
        for (const [kinds, text] of Object.entries(table[part] ?? {})) this.#addMembers(part, kinds.split(' '), parseRules(text ?? ''));
      }
    }
  }

  #addMembers(part: 'methods' | 'attributes', kinds: readonly string[], rules: ReturnType<typeof parseRules>): void {
    for (const kind of kinds) {
      const set = this.#members[part].get(kind) ?? new RuleSet();
      set.add(rules, '');
      this.#members[part].set(kind, set);
    }
    for (const [name, rule] of rules) {
      const sameName = this.#ofAnyKind[part].get(name);
      if (sameName === undefined) this.#ofAnyKind[part].set(name, [rule]);
      else if (!sameName.includes(rule)) sameName.push(rule);
    }
  }
}
