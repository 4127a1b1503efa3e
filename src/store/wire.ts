import { TrialbookError } from '../core/errors';
import type { Bucket, SeriesView } from '../core/series';
import type { StoreEvent, StoreService } from './service';

export type Method = keyof StoreService;

/** What goes to the store's thread. */
export type Call = { readonly id: number; readonly method: Method; readonly args: readonly unknown[] } | { readonly close: true };

/** What comes back. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: WireError }
  | { readonly event: StoreEvent };

export interface WireError {
  readonly message: string;
  /** null: not meant for the person */
  readonly code: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly stack: string | undefined;
}

export function packError(error: unknown): WireError {
  if (error instanceof TrialbookError) return { message: error.message, code: error.code, details: error.details, stack: error.stack };
  if (error instanceof Error) return { message: error.message, code: null, details: {}, stack: error.stack };
  return { message: String(error), code: null, details: {}, stack: undefined };
}

export function unpackError({ message, code, details, stack }: WireError): Error {
  const error = code === null ? new Error(message) : new TrialbookError(code, message, details);
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** Buckets as numbers in a row: to copy a hundred thousand objects from thread to thread takes ten times as long. */
export type PackedView = Omit<SeriesView, 'buckets'> & { readonly numbers: Float64Array<ArrayBuffer> };

const FIELDS = ['count', 'nanCount', 'sum', 'xFirst', 'first', 'xLast', 'last', 'xMin', 'min', 'xMax', 'max'] as const satisfies readonly (keyof Bucket)[];

export function packViews(views: readonly SeriesView[]): PackedView[] {
  return views.map(({ buckets, ...view }) => {
    const numbers = new Float64Array(buckets.length * FIELDS.length);
    let at = 0;
    for (const bucket of buckets) for (const field of FIELDS) numbers[at++] = bucket[field] ?? NaN;
    return { ...view, numbers };
  });
}

export function unpackViews(views: readonly PackedView[]): SeriesView[] {
  return views.map(({ numbers, ...view }) => {
    const buckets: Bucket[] = [];
    for (let at = 0; at < numbers.length; at += FIELDS.length) {
      const [count, nanCount, sum, xFirst, first, xLast, last, xMin, min, xMax, max] = numbers.subarray(at, at + FIELDS.length) as unknown as
        [number, number, number, number, number, number, number, number, number, number, number];
      buckets.push({
        count, nanCount, sum, xFirst, first: orNull(first), xLast, last: orNull(last), xMin, min: orNull(min), xMax, max: orNull(max),
      });
    }
    return { ...view, buckets };
  });
}

/** A value that is not a number is null in a bucket; only a sum may be NaN. */
function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
