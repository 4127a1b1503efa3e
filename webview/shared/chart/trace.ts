import type { Bucket, SeriesView } from '../../../src/core/series';

/**
 * What is drawn of one series: a line, in the order of x, and marks for what a line can't show.
 * A NaN in `ys` interrupts the line.
 */
export interface Trace {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly marks: readonly Mark[];
}

/** Points that have no place on the y axis: they are marked at its edge, at x or somewhere between x and `xEnd`. */
export interface Mark {
  readonly kind: 'nan' | 'above' | 'below';
  readonly x: number;
  readonly xEnd: number;
  readonly count: number;
}

/**
 * The line goes through the first, least, greatest and last point of each bucket, each where it was. NaNs and infinities
 * interrupt it and are marked; on a logarithmic axis so are values that are not above zero.
 * @param xShift added to every x, such as minus a run's start
 */
export function traceOf(view: SeriesView, { xShift = 0, logY = false } = {}): Trace {
  const line = new LineBuilder(logY);
  for (const bucket of view.buckets) addBucket(line, bucket, xShift);
  return line.build();
}

function addBucket(line: LineBuilder, bucket: Bucket, xShift: number): void {
  const { xFirst, xLast, count, nanCount } = bucket;
  if (nanCount === count) {
    line.add(xFirst + xShift, null);
    line.mark('nan', xFirst + xShift, xLast + xShift, nanCount);
    return;
  }
  const places = [
    { x: xFirst, value: bucket.first },
    ...inOrder({ x: bucket.xMin, value: bucket.min }, { x: bucket.xMax, value: bucket.max }),
    { x: xLast, value: bucket.last },
  ];
  let at: { x: number; value: number | null } | undefined;
  for (const place of places) {
    if (at && at.x === place.x && at.value === place.value) continue;
    if (place.value !== null) line.add(place.x + xShift, place.value);
    at = place;
  }
  if (nanCount > 0) line.mark('nan', xFirst + xShift, xLast + xShift, nanCount);
}

interface Place {
  readonly x: number;
  readonly value: number | null;
}

function inOrder(one: Place, other: Place): [Place, Place] {
  return one.x <= other.x ? [one, other] : [other, one];
}

/** Collects points; whatever can't be drawn as one becomes a break and a mark. */
export class LineBuilder {
  private readonly xs: number[] = [];
  private readonly ys: number[] = [];
  private readonly marks: Mark[] = [];

  constructor(private readonly logY: boolean) {}

  /** @param value null is NaN: the line is interrupted here */
  add(x: number, value: number | null): void {
    const below = value !== null && (value === -Infinity || (this.logY && value <= 0));
    const drawable = value !== null && value !== Infinity && !below;
    this.xs.push(x);
    this.ys.push(drawable ? value : NaN);
    if (below) this.mark('below', x, x, 1);
    else if (value === Infinity) this.mark('above', x, x, 1);
  }

  mark(kind: Mark['kind'], x: number, xEnd: number, count: number): void {
    const last = this.marks.at(-1);
    if (last?.kind === kind && last.x === x && last.xEnd === xEnd && kind !== 'nan') return;
    this.marks.push({ kind, x, xEnd, count });
  }

  build(): Trace {
    return { xs: Float64Array.from(this.xs), ys: Float64Array.from(this.ys), marks: this.marks };
  }
}
