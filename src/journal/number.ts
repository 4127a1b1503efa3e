/** A metric's value as a record writes it; NaN is null, undefined is not a number at all. */
export function readValue(written: unknown): number | null | undefined {
  if (typeof written === 'number') return written;
  switch (written) {
    case 'NaN':
      return null;
    case 'Infinity':
      return Infinity;
    case '-Infinity':
      return -Infinity;
    default:
      return undefined;
  }
}

/** A step as a record writes it: rounded down, null where none was given, undefined where it is not a step. */
export function readStep(written: unknown): number | null | undefined {
  if (written === undefined || written === null) return null;
  if (typeof written !== 'number') return undefined;
  const step = Math.floor(written);
  return Number.isSafeInteger(step) ? step : undefined;
}
