/**
 * An error whose message is meant for the person: it says what is wrong and what to do.
 * Anything else that is thrown is a defect of ours and is logged with its stack.
 */
export class TrialbookError extends Error {
  /** @param code stable, for programs (`store-newer`, `query-syntax`, `run-not-found` …) */
  constructor(
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'TrialbookError';
  }
}
