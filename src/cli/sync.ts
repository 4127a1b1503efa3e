import { formatBytes } from '../core/format';
import { TrialbookError } from '../core/errors';
import { STORE_OPTIONS, type Command } from './command';
import { counted } from './counted';
import { openStore } from './open_store';

export const sync: Command = {
  summary: 'bring what was recorded into the store',
  operands: '',
  options: STORE_OPTIONS,
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(0, 0, 'no operand');
    using open = openStore({ args, terminal, cwd, env });
    const { store } = open;
    if (store.info().mode === 'readonly') throw new TrialbookError('store-readonly', `the store in ${store.info().dir} can only be read`);
    const reply = store.sync();
    if (args.flag('json')) return terminal.json(reply);
    const skipped = reply.skipped > 0 ? `; ${counted(reply.skipped, 'record')} skipped, see trialbook show` : '';
    terminal.line(
      reply.records === 0
        ? `Nothing new${skipped}.`
        : `${counted(reply.runs, 'run')}, ${counted(reply.points, 'point')}, ${formatBytes(reply.bytes)} read${skipped}.`,
    );
  },
};
