/** What generated code takes from the files that come along with it. */
export type Brought = 'display' | 'shell' | 'shell_lines' | 'script' | 'end_of_cell' | 'storing' | 'probe' | 'builtins';

const ALL: readonly Brought[] = ['display', 'shell', 'shell_lines', 'script', 'end_of_cell', 'storing', 'probe', 'builtins'];
const REPORTING: readonly Brought[] = ['display', 'end_of_cell', 'script', 'shell', 'shell_lines'];

/** By which names it is called in the whole pipeline: with an underscore before it where the notebook has that name itself. */
export class BroughtNames {
  private readonly taken: ReadonlySet<string>;

  /** @param names those that the notebook binds, and the ids of its steps */
  constructor(names: ReadonlySet<string>) {
    this.taken = new Set(ALL.filter((name) => names.has(name)));
  }

  name(brought: Brought): string {
    return this.taken.has(brought) ? `_${brought}` : brought;
  }

  /** Whether generated text calls something by this name. */
  has(name: string): boolean {
    return ALL.some((brought) => this.name(brought) === name);
  }

  /** Import statements for these, in order. */
  imports(used: ReadonlySet<Brought>): string[] {
    const item = (name: Brought): string => (this.taken.has(name) ? `${name} as _${name}` : name);
    const reporting = REPORTING.filter((name) => used.has(name)).map(item);
    const shared = (['probe', 'storing'] as const).filter((name) => used.has(name)).map(item);
    return [
      ...(shared.length > 0 ? [`from steps.shared import ${shared.join(', ')}`] : []),
      ...(reporting.length > 0 ? [`from steps.shared.reporting import ${reporting.join(', ')}`] : []),
    ];
  }
}
