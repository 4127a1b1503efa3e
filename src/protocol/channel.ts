import type { GenericSchema, InferOutput } from 'valibot';

/**
 * What a page and its host agree on. `asks` holds, for each request, the schema that the host checks before it acts;
 * `replies` and `events` are types alone, because the page trusts its host.
 */
export interface PageContract {
  readonly asks: Readonly<Record<string, GenericSchema>>;
  readonly replies: object;
  readonly events: object;
}

export type RequestName<C extends PageContract> = keyof C['asks'] & keyof C['replies'] & string;
export type Ask<C extends PageContract, K extends RequestName<C>> = InferOutput<C['asks'][K]>;
export type Reply<C extends PageContract, K extends RequestName<C>> = C['replies'][K];
export type EventName<C extends PageContract> = keyof C['events'] & string;

/** What the host does for each request of a page. What it throws becomes the request's error. */
export type Handlers<C extends PageContract> = {
  readonly [K in RequestName<C>]: (ask: Ask<C, K>) => Reply<C, K> | Promise<Reply<C, K>>;
};

/** Page to host. Every request is answered by one `ReplyMessage` with its number. */
export interface RequestMessage {
  readonly request: number;
  readonly name: string;
  readonly ask: unknown;
}

export type ReplyMessage =
  | { readonly reply: number; readonly ok: true; readonly value: unknown }
  | { readonly reply: number; readonly ok: false; readonly error: ReplyError };

/** `message` is for the person; `code` and `details` are a TrialbookError's, or `internal`, `bad-request`, `timed-out`. */
export interface ReplyError {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Host to page, without being asked. A page that is hidden gets none, and asks anew when it is seen again. */
export interface EventMessage {
  readonly event: string;
  readonly value: unknown;
}
