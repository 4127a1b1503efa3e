import { formatBytes } from '../core/format';
import { TrialbookError } from '../core/errors';
import type { SyncReply } from '../store/service';
import { STORE_OPTIONS, type Command } from './command';
import { counted } from './counted';
import { openStore } from './open_store';

export const sync: Command = {
  summary: 'bring what was recorded into the store',
  operands: '',
  examples: ['', '--reapply'],
  options: { ...STORE_OPTIONS, reapply: { type: 'boolean', help: 'read the metrics of all logs again, by the rules of this version' } },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(0, 0, 'no operand');
    using open = openStore({ args, terminal, cwd, env });
    const { store } = open;
    if (store.info().mode === 'readonly') throw new TrialbookError('store-readonly', `the store in ${store.info().dir} can only be read`);
    const reply = store.sync();
    const printed = args.flag('reapply') ? store.reapplyPrintedRules() : null;
    if (args.flag('json')) return terminal.json(printed ? { ...reply, printed } : reply);
    terminal.line(wordsOf(reply));
    if (printed) terminal.line(`${counted(printed.points, 'point')} in the logs of ${counted(printed.runs, 'run')}.`);
  },
};

function wordsOf({ runs, points, records, skipped, bytes }: SyncReply): string {
  const left = skipped > 0 ? `; ${counted(skipped, 'record')} skipped, see trialbook show` : '';
  if (records === 0) return `Nothing new${left}.`;
  return `${counted(runs, 'run')}, ${counted(points, 'point')}, ${formatBytes(bytes)} read${left}.`;
}
