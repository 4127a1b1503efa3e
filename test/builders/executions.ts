import type { Execution } from '../../src/pipeline/made/execution';

/** A cell that ran: its source, or that with what is said of it. */
export type Ran = string | (Partial<Execution> & { readonly source: string });

/** Executions of one Python session, in order, numbered from 1. */
export function executions(...ran: readonly Ran[]): Execution[] {
  return ran.map((one, at) => ({
    id: at + 1,
    count: at + 1,
    status: 'ok',
    error: null,
    tags: [],
    language: 'python',
    names: null,
    redactedMs: null,
    ...(typeof one === 'string' ? { source: one } : one),
  }));
}

/** A cell that ended with an exception. */
export function failed(source: string, error = 'ValueError: no'): Ran {
  return { source, status: 'error', error };
}
