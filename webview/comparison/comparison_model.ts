import { assignInks, type RunInk } from '../../src/core/palette';
import { mostCompared, mostListed, type ComparisonRow, type RunAddress } from '../../src/protocol/comparison_page';

/**
 * Which runs the page knows: those that are chosen, and those that were and stay listed, so that a run that is not
 * chosen any more can be chosen again. Colours belong to the chosen ones and stay with them.
 */
export class ComparisonModel {
  private chosenRuns = new Map<string, RunAddress>();
  private listedRuns: readonly RunAddress[];
  private readonly given = new Map<string, number>();
  private inked: ReadonlyMap<string, RunInk> = new Map();

  constructor(listed: readonly RunAddress[]) {
    this.listedRuns = listed;
  }

  get listed(): readonly RunAddress[] {
    return this.listedRuns;
  }

  get inks(): ReadonlyMap<string, RunInk> {
    return this.inked;
  }

  /** What is drawn: the first of the chosen, as many as charts can take. */
  get drawn(): readonly RunAddress[] {
    return [...this.chosenRuns.values()].slice(0, mostCompared);
  }

  get chosenCount(): number {
    return this.chosenRuns.size;
  }

  isChosen(runId: string): boolean {
    return this.chosenRuns.has(runId);
  }

  /** Returns the runs that were not drawn before. */
  choose(chosen: readonly RunAddress[]): ReadonlySet<string> {
    const before = new Set(this.drawn.map(({ runId }) => runId));
    this.chosenRuns = new Map(chosen.map((run) => [run.runId, run]));
    this.listedRuns = this.withChosen(chosen);
    const drawn = this.drawn.map(({ runId }) => runId);
    this.inked = assignInks(drawn, this.given);
    return new Set(drawn.filter((runId) => !before.has(runId)));
  }

  /** Of more than can be listed, what is not chosen goes first, the earliest first; what is drawn always stays. */
  private withChosen(chosen: readonly RunAddress[]): RunAddress[] {
    const known = new Set(this.listedRuns.map(({ runId }) => runId));
    const all = [...this.listedRuns, ...chosen.filter(({ runId }) => !known.has(runId))];
    const kept = new Set(chosen.slice(0, mostListed).map(({ runId }) => runId));
    let tooMany = all.length - mostListed;
    return all.filter(({ runId }) => kept.has(runId) || tooMany-- <= 0);
  }

  /** The run against which the others are measured: the one the person named if it is there, else the first that is chosen. */
  baselineOf(rows: readonly ComparisonRow[], named: string | null): ComparisonRow | undefined {
    const [first] = this.drawn;
    return rows.find(({ runId }) => runId === named) ?? rows.find(({ runId }) => runId === first?.runId);
  }
}
