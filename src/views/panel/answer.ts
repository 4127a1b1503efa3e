import * as v from 'valibot';
import { TrialbookError } from '../../core/errors';
import type { Handlers, PageContract, ReplyError, ReplyMessage } from '../../protocol/channel';
import { toWire } from '../../protocol/wire';

const envelope = v.object({ request: v.pipe(v.number(), v.safeInteger()), name: v.string(), ask: v.unknown() });

/**
 * Answers one message of a page: checks it, does what it asks, and turns whatever happens into a reply, so that no
 * request is left hanging. A message without a number to reply to gives undefined.
 * @param onDefect told of errors that are not meant for the person
 */
export async function answer<C extends PageContract>(
  asks: C['asks'],
  handlers: Handlers<C>,
  message: unknown,
  onDefect: (error: unknown, request: string) => void,
): Promise<ReplyMessage | undefined> {
  const parsed = v.safeParse(envelope, message);
  if (!parsed.success) return undefined;
  const { request, name, ask } = parsed.output;
  try {
    return { reply: request, ok: true, value: toWire(await act(asks, handlers, name, ask)) };
  } catch (error) {
    return { reply: request, ok: false, error: replyError(error, (defect) => onDefect(defect, name)) };
  }
}

async function act<C extends PageContract>(asks: C['asks'], handlers: Handlers<C>, name: string, ask: unknown): Promise<unknown> {
  const schema = Object.hasOwn(asks, name) ? asks[name] : undefined;
  if (!schema) throw new TrialbookError('bad-request', `There is no request named "${name}".`);
  const checked = v.safeParse(schema, ask);
  if (!checked.success) {
    const where = v.getDotPath(checked.issues[0]);
    throw new TrialbookError('bad-request', `${name}${where ? ` (${where})` : ''}: ${checked.issues[0].message}`);
  }
  const handle = handlers[name as keyof Handlers<C>] as (ask: unknown) => unknown;
  return await handle.call(handlers, checked.output);
}

function replyError(error: unknown, onDefect: (error: unknown) => void): ReplyError {
  if (error instanceof TrialbookError) return { code: error.code, message: error.message, details: error.details };
  onDefect(error);
  return { code: 'internal', message: `This did not work: ${error instanceof Error ? error.message : String(error)}`, details: {} };
}
