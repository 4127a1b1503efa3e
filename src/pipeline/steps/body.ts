import type { Subject } from '../analysis/flow';
import type { Draft } from './draft';
import type { Need, Statements } from './statements';

/** What runs in a step, in order, and which values it begins and ends with. */
export interface Body {
  readonly draft: Draft;
  /** ids of settings of other steps' cells that are repeated first */
  readonly settings: readonly number[];
  /** ids of the tied statements and of the settings of its own cells */
  readonly units: readonly number[];
  /** by subject: the version that must be there when it begins, and what needs it */
  readonly entry: ReadonlyMap<Subject, Entry>;
  /** by subject: the last of its own statements that writes it */
  readonly exit: ReadonlyMap<Subject, number>;
  /** needs that this step cannot meet, because another version is in the way: that of the statement `other` */
  readonly torn: readonly { readonly need: Need; readonly other: number }[];
}

export interface Entry {
  readonly version: number;
  readonly needs: readonly Need[];
}

/** Drafts with what they need before and leave behind. */
export function bodies(drafts: readonly Draft[], statements: Statements): Body[] {
  const settings = statements.withRole('setting');
  return drafts.map((draft) => {
    const cells = new Set(draft.cells);
    const last = draft.units.at(-1) ?? -1;
    const own = settings.filter(({ cell }) => cells.has(cell)).map(({ id }) => id);
    const others = settings.filter(({ cell, id }) => !cells.has(cell) && id < last).map(({ id }) => id);
    return bodyOf(draft, others, [...draft.units, ...own].sort((a, b) => a - b), statements);
  });
}

function bodyOf(draft: Draft, settings: readonly number[], units: readonly number[], statements: Statements): Body {
  const entry = new Map<Subject, { version: number; needs: Need[] }>();
  const exit = new Map<Subject, number>();
  const torn: { need: Need; other: number }[] = [];
  for (const id of [...settings, ...units]) {
    for (const need of statements.needs(id)) {
      const own = exit.get(need.subject);
      const begins = entry.get(need.subject);
      if (own !== undefined) {
        if (own !== need.version) torn.push({ need, other: own });
      } else if (begins === undefined) entry.set(need.subject, { version: need.version, needs: [need] });
      else if (begins.version === need.version) begins.needs.push(need);
      else torn.push({ need, other: begins.version });
    }
    if (statements.isTied(id)) for (const { subject } of statements.unit(id).writes) exit.set(subject, id);
  }
  return { draft, settings, units, entry, exit, torn };
}
