import type { Kind } from './effect';
import { parseRules, type Rule } from './notation';
import { RuleSet } from './rule_set';
import type { Table } from './table';

type ModulePart = 'functions' | 'values';
type MemberPart = 'methods' | 'attributes';

/**
 * What a value whose kind is not known is not taken for: these are made by few functions, all known, they cannot be stored and
 * so stay in the step that made them, and their methods have the names of others' (a session's `get`, a queue's `put`).
 */
const RARELY_MET: ReadonlySet<string> = new Set<Kind>(['connection', 'lock', 'process', 'executor', 'figure', 'axes', 'artist']);

/** A table's text about modules, or classes, of one top-level module. */
interface ModuleText {
  readonly owners: readonly string[];
  readonly text: string;
}

/** The tables of all libraries, ready to be asked. Each is read when it is first asked, so whoever never asks pays nothing. */
export class Known {
  readonly #tables: readonly Table[];
  readonly #texts = { functions: new Map<string, ModuleText[]>(), values: new Map<string, ModuleText[]>() };
  readonly #rules = { functions: new Map<string, RuleSet>(), values: new Map<string, RuleSet>() };
  readonly #members = { methods: new Map<string, RuleSet>(), attributes: new Map<string, RuleSet>() };
  readonly #ofAnyKind = { methods: new Map<string, readonly Rule[]>(), attributes: new Map<string, readonly Rule[]>() };
  readonly #aliases: ReadonlyMap<string, readonly (readonly [alias: string, real: string])[]>;
  #membersAreRead = false;

  /**
   * @param tables of what two of them say about one thing the first counts
   * @param aliases names under which the same things are known too: what begins with the key begins, in the tables, with the value
   */
  constructor(tables: readonly Table[], aliases: Readonly<Record<string, string>>) {
    this.#tables = tables;
    this.#aliases = groupBy(Object.entries(aliases), ([alias]) => topOf(alias));
    for (const table of tables) {
      for (const part of ['functions', 'values'] as const) {
        for (const [owners, text] of Object.entries(table[part] ?? {})) this.#addText(part, owners.split(' '), text);
      }
    }
  }

  /** The name under which the tables have it. */
  canonical(name: string): string {
    for (const [alias, real] of this.#aliases.get(topOf(name)) ?? []) {
      if (name.startsWith(alias) && (name.length === alias.length || name[alias.length] === '.')) return real + name.slice(alias.length);
    }
    return name;
  }

  function(name: string): Rule | undefined {
    return this.#ofModule('functions', topOf(name))?.find(name);
  }

  value(name: string): Rule | undefined {
    return this.#ofModule('values', topOf(name))?.find(name);
  }

  /** The rule for a member of a kind, patterns included. */
  member(part: MemberPart, kind: Kind | 'unknown', name: string): Rule | undefined {
    this.#readMembers();
    return this.#members[part].get(kind)?.find(name);
  }

  /** The rules for a member where the kind is not known: the one for that case, else one for each kind that has the member. */
  memberOfAnyKind(part: MemberPart, name: string): readonly Rule[] {
    const known = this.#ofAnyKind[part].get(name);
    if (known !== undefined) return known;
    const rules = this.#findOfAnyKind(part, name);
    this.#ofAnyKind[part].set(name, rules);
    return rules;
  }

  #findOfAnyKind(part: MemberPart, name: string): readonly Rule[] {
    this.#readMembers();
    const sets = this.#members[part];
    const exact = sets.get('unknown')?.exactly(name);
    if (exact !== undefined) return [exact];
    const rules = new Set<Rule>();
    for (const [kind, set] of sets) {
      const rule = RARELY_MET.has(kind) ? undefined : set.exactly(name);
      if (rule !== undefined) rules.add(rule);
    }
    if (rules.size > 0) return [...rules];
    const likely = sets.get('unknown')?.find(name);
    return likely === undefined ? [] : [likely];
  }

  #addText(part: ModulePart, owners: readonly string[], text: string): void {
    for (const [top, names] of groupBy(owners, topOf)) {
      const texts = this.#texts[part].get(top) ?? [];
      texts.push({ owners: names, text });
      this.#texts[part].set(top, texts);
    }
  }

  #ofModule(part: ModulePart, top: string): RuleSet | undefined {
    const known = this.#rules[part].get(top);
    const texts = this.#texts[part].get(top);
    if (known !== undefined || texts === undefined) return known;
    const set = new RuleSet();
    // A module's own names come before what a pattern of the package says about them.
    for (const { owners, text } of texts.toSorted((one, other) => depth(other) - depth(one))) {
      const rules = parseRules(text);
      for (const owner of owners) set.add(rules, `${owner}.`);
    }
    this.#rules[part].set(top, set);
    return set;
  }

  #readMembers(): void {
    if (this.#membersAreRead) return;
    this.#membersAreRead = true;
    for (const table of this.#tables) {
      for (const part of ['methods', 'attributes'] as const) {
        for (const [kinds, text] of Object.entries(table[part] ?? {})) this.#addMembers(part, kinds.split(' '), parseRules(text ?? ''));
      }
    }
  }

  #addMembers(part: MemberPart, kinds: readonly string[], rules: ReturnType<typeof parseRules>): void {
    for (const kind of kinds) {
      const set = this.#members[part].get(kind) ?? new RuleSet();
      set.add(rules, '');
      this.#members[part].set(kind, set);
    }
  }
}

function topOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

function depth({ owners }: ModuleText): number {
  return Math.max(...owners.map((owner) => owner.split('.').length));
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
