const NATURAL = new Intl.Collator('en', { numeric: true });

/** Total order of numbers. Null and NaN come last, whichever way it goes. */
export function compareNumbers(a: number | null, b: number | null, descending = false): number {
  const aMissing = a === null || Number.isNaN(a);
  const bMissing = b === null || Number.isNaN(b);
  if (aMissing || bMissing) return Number(aMissing) - Number(bMissing);
  if (a === b) return 0;
  return a < b === descending ? 1 : -1;
}

/** Total order of names as people count: `run-9` before `run-10`. Names that differ only in case or accents still differ. */
export function compareNames(a: string, b: string): number {
  return NATURAL.compare(a, b) || compareText(a, b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
