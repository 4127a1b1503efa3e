import { describe, expect, it } from 'vitest';
import type { GenericSchema } from 'valibot';
import type { RequestMessage } from '../../../../src/protocol/channel';
import { Host, RequestError } from '../../../../webview/shared/host';

interface Contract {
  readonly asks: { readonly add: GenericSchema<{ readonly a: number; readonly b: number }> };
  readonly replies: { add: number };
  readonly events: { moved: { readonly by: number } };
}

function page(patienceMs = 60_000) {
  const sent: RequestMessage[] = [];
  const host = new Host<Contract>({ postMessage: (message) => sent.push(message as RequestMessage) }, patienceMs);
  return { host, sent };
}

describe('a request of a page', () => {
  it('is answered by the reply with its number, whatever the order', async () => {
    const { host, sent } = page();
    const sums = [host.request('add', { a: 1, b: 2 }), host.request('add', { a: 3, b: 4 })];
    host.receive({ reply: sent[1]?.request, ok: true, value: 7 });
    host.receive({ reply: sent[0]?.request, ok: true, value: 3 });
    expect(await Promise.all(sums)).toEqual([3, 7]);
  });

  it('is refused with what the host says, for programs and for people', async () => {
    const { host, sent } = page();
    const sum = host.request('add', { a: 1, b: 2 });
    host.receive({ reply: sent[0]?.request, ok: false, error: { code: 'run-not-found', message: 'This run was deleted.', details: {} } });
    await expect(sum).rejects.toMatchObject({ message: 'This run was deleted.', reply: { code: 'run-not-found' } });
  });

  it('ends by itself when nobody answers', async () => {
    const { host } = page(5);
    await expect(host.request('add', { a: 1, b: 2 })).rejects.toBeInstanceOf(RequestError);
  });

  it('takes no harm from a second reply, or from what is no message at all', async () => {
    const { host, sent } = page();
    const sum = host.request('add', { a: 1, b: 2 });
    for (const noise of [null, 'text', 5, {}, { reply: 99, ok: true, value: 0 }]) host.receive(noise);
    host.receive({ reply: sent[0]?.request, ok: true, value: 3 });
    host.receive({ reply: sent[0]?.request, ok: true, value: 4 });
    expect(await sum).toBe(3);
  });
});

describe('an event', () => {
  it('reaches those who asked for it', () => {
    const { host } = page();
    const seen: number[] = [];
    host.on('moved', ({ by }) => seen.push(by));
    host.on('moved', ({ by }) => seen.push(by * 10));
    host.receive({ event: 'moved', value: { by: 2 } });
    expect(seen).toEqual([2, 20]);
  });
});
