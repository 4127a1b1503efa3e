/**
 * The colours of runs. At each place the two lists have the same hue, so that a run keeps its colour when the theme changes.
 * They were searched for: as far apart as can be for eyes that see all colours and for the three kinds that do not, and at
 * least 3 : 1 against the backgrounds of editors. The test beside this file measures both again.
 */
export const runColours = {
  light: ['#2c32b5', '#bf3404', '#077959', '#e51980', '#9830fe', '#b58416', '#741e64', '#1796c8'],
  dark: ['#0275fe', '#f98726', '#52bc90', '#f10d26', '#ada4f7', '#ead940', '#b25ca5', '#70e9fc'],
} as const;

/** Beyond the colours, runs are told apart by dashes: lengths of stroke and gap in pixels. */
export const runDashes: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [9, 3, 2, 3]];

export interface RunInk {
  /** place in the lists of `runColours` */
  readonly colour: number;
  /** place in `runDashes` */
  readonly dash: number;
}

const colourCount = runColours.light.length;
const slotCount = colourCount * runDashes.length;

/**
 * Gives each run its ink. A run's id names the colour it wants; where two of those shown want the same, the later one
 * takes the next that is free, and dashes are used once all colours are. A run keeps what it was given before.
 * @param given what was given so far, to runs shown now or earlier; what is new is added to it
 */
export function assignInks(runIds: readonly string[], given: Map<string, number>): Map<string, RunInk> {
  const taken = new Set<number>();
  const late: string[] = [];
  for (const runId of runIds) {
    const slot = given.get(runId);
    if (slot === undefined || taken.has(slot)) late.push(runId);
    else taken.add(slot);
  }
  for (const runId of late) {
    const slot = freeSlot(wantedColour(runId), taken);
    taken.add(slot);
    given.set(runId, slot);
  }
  return new Map(runIds.map((runId) => [runId, inkOf(given.get(runId) ?? 0)]));
}

/** The colour that a run has where it is shown alone. */
export function wantedColour(runId: string): number {
  return (Number.parseInt(runId.slice(0, 8), 16) || 0) % colourCount;
}

function freeSlot(wanted: number, taken: ReadonlySet<number>): number {
  for (let place = 0; place < slotCount; place++) {
    const round = Math.floor(place / colourCount) * colourCount;
    const slot = round + ((wanted + place) % colourCount);
    if (!taken.has(slot)) return slot;
  }
  return slotCount + wanted;
}

function inkOf(slot: number): RunInk {
  return { colour: slot % colourCount, dash: Math.floor(slot / colourCount) % runDashes.length };
}
