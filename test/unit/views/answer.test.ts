import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { TrialbookError } from '../../../src/core/errors';
import { answer } from '../../../src/views/panel/answer';

const asks = { half: v.object({ of: v.number() }), constructor: v.object({}) };
interface Contract {
  readonly asks: typeof asks;
  readonly replies: { half: number; constructor: null };
  readonly events: object;
}

const handlers = {
  half: ({ of }: { of: number }) => {
    if (of === 13) throw new TrialbookError('unlucky', '13 is not halved.', { of });
    if (of === 0) throw new RangeError('a defect');
    return of / 2;
  },
  constructor: () => null,
};

function ask(message: unknown) {
  const defects: unknown[] = [];
  return answer<Contract>(asks, handlers, message, (error) => defects.push(error)).then((reply) => ({ reply, defects }));
}

describe('a request of a page', () => {
  it('is answered under its number', async () => {
    expect((await ask({ request: 7, name: 'half', ask: { of: 3 } })).reply).toEqual({ reply: 7, ok: true, value: 1.5 });
  });

  it('is not acted on when it does not fit, and is told where', async () => {
    const { reply } = await ask({ request: 1, name: 'half', ask: { of: 'x' } });
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(JSON.stringify(reply)).toContain('half (of)');
  });

  it.each(['unknown', 'toString', '__proto__'])('called %s is refused', async (name) => {
    expect((await ask({ request: 1, name, ask: {} })).reply).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('that fails for a reason is told the reason', async () => {
    const { reply, defects } = await ask({ request: 1, name: 'half', ask: { of: 13 } });
    expect(reply).toEqual({ reply: 1, ok: false, error: { code: 'unlucky', message: '13 is not halved.', details: { of: 13 } } });
    expect(defects).toEqual([]);
  });

  it('that meets a defect is answered as well, and the defect is told', async () => {
    const { reply, defects } = await ask({ request: 1, name: 'half', ask: { of: 0 } });
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(defects).toHaveLength(1);
  });

  it.each([[null], ['text'], [{ name: 'half' }], [{ request: '1', name: 'half', ask: {} }]])('that is none (%j) gets no reply', async (message) => {
    expect((await ask(message)).reply).toBeUndefined();
  });
});
