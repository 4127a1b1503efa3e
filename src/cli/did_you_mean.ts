/** How much of a name may be typed wrongly. */
const MOST_WRONG = 1 / 3;

/** `; did you mean NAME?` of the known name that is nearest to what was typed, or '' where none is near. */
export function didYouMean(typed: string, known: readonly string[]): string {
  const nearest = nearestName(typed, known);
  return nearest === null ? '' : `; did you mean ${nearest}?`;
}

/** The known name that begins with what was typed, else the one with the fewest letters typed wrongly; null where those are many. */
export function nearestName(typed: string, known: readonly string[]): string | null {
  const wanted = typed.toLowerCase();
  if (wanted === '') return null;
  const begun = known.filter((name) => name.toLowerCase().startsWith(wanted));
  if (begun.length > 0) return begun.reduce((best, name) => (name.length < best.length ? name : best));
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length * MOST_WRONG)) + 1;
  for (const name of known) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const wrong = typingErrors(wanted, name.toLowerCase());
    if (wrong < least) [nearest, least] = [name, wrong];
  }
  return nearest;
}

/** Letters missing, too many, wrong, or in the wrong order with the next one. */
function typingErrors(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const differs = Number(a[i - 1] !== b[j - 1]);
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + differs);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
