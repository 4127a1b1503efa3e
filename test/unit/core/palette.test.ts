import { describe, expect, it } from 'vitest';
import { assignInks, runColours, runDashes, wantedColour } from '../../../src/core/palette';
import { contrast, leastDistance, type Sight } from './colour_science';

const backgrounds = {
  light: { 'Light Modern': '#ffffff', 'side bar of Light Modern': '#f8f8f8' },
  dark: { 'Dark Modern': '#1f1f1f', 'Dark+': '#1e1e1e', 'side bar of Dark Modern': '#181818', 'high contrast': '#000000' },
};
/** A run's id whose wanted colour is `colour`. */
const runWanting = (colour: number, nth = 0) => (colour + nth * runColours.light.length).toString(16).padStart(8, '0').padEnd(32, '0');

describe.each(['light', 'dark'] as const)('the %s colours of runs', (theme) => {
  it.each(Object.entries(backgrounds[theme]))('stand out from the background of %s by 3 : 1', (_, background) => {
    expect(Math.min(...runColours[theme].map((colour) => contrast(colour, background)))).toBeGreaterThanOrEqual(3);
  });

  // The step that is just seen is about 0.02.
  it.each<Sight>(['all colours', 'no red', 'no green', 'no blue'])('are told apart by eyes that see %s', (sight) => {
    expect(leastDistance(runColours[theme], sight)).toBeGreaterThan(0.08);
  });
});

describe('the ink of a run', () => {
  it('follows its id', () => {
    const run = runWanting(5);
    expect(assignInks([run], new Map()).get(run)).toEqual({ colour: 5, dash: 0 });
    expect(wantedColour(run)).toBe(5);
  });

  it('is the next free colour where another run has the wanted one', () => {
    const [first, second] = [runWanting(7), runWanting(7, 1)];
    const inks = assignInks([first, second], new Map());
    expect(inks.get(second)).toEqual({ colour: 0, dash: 0 });
  });

  it('stays when other runs come and go', () => {
    const given = new Map<string, number>();
    const [first, second, third] = [runWanting(2), runWanting(2, 1), runWanting(2, 2)];
    const before = assignInks([first, second], given).get(second);
    expect(assignInks([third, second], given).get(second)).toEqual(before);
  });

  it('is dashed once all colours are taken, and differs for as many runs as there are colours and dashes', () => {
    const runs = Array.from({ length: runColours.light.length * runDashes.length }, (_, nth) => runWanting(3, nth));
    const inks = [...assignInks(runs, new Map()).values()];
    expect(inks.slice(0, runColours.light.length).every(({ dash }) => dash === 0)).toBe(true);
    expect(new Set(inks.map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(runs.length);
  });

  it('is given to any number of runs', () => {
    const runs = Array.from({ length: 100 }, (_, nth) => runWanting(0, nth));
    expect(assignInks(runs, new Map()).size).toBe(100);
  });
});
