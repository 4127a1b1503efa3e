import type { Row } from './row.ts';

/** What is measured together, because it needs the same preparation. */
export type Bench = () => Promise<Row[]>;

/**
 * Everything that is measured, in its order, by the name that `npm run bench -- NAME` takes. Each is loaded when it runs, so
 * that one of them needs nothing of the others.
 */
export const benches: Readonly<Record<string, Bench>> = {
};
