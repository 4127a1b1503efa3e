import { formatBytes } from '../core/format';
import { dropUnusedSnapshots } from '../git/unused_snapshots';
import { STORE_OPTIONS, type Command } from './command';
import { counted } from './counted';
import { openStore } from './open_store';

export const gc: Command = {
  summary: 'delete what has been in the bin for long, snapshots that no run uses, and old journals that are in the store',
  operands: '',
  examples: ['--dry-run', '--bin-days 7'],
  options: {
    'dry-run': { type: 'boolean', help: 'only say what would go' },
    'bin-days': { type: 'string', value: 'N', help: 'runs that are in the bin for longer, and snapshots that no run used since, 30 if not given' },
    'journal-days': { type: 'string', value: 'N', help: 'journals that are in the store for longer, 30 if not given' },
    ...STORE_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(0, 0, 'no operand');
    const request = { binDays: args.count('bin-days', 30), journalDays: args.count('journal-days', 30), dryRun: args.flag('dry-run') };
    using open = openStore({ args, terminal, cwd, env });
    const reply = open.store.gc(request);
    const cleanUp = { dir: open.store.paths.dir, days: request.binDays, dryRun: request.dryRun, nowMs: Date.now() };
    const { dropped, problems } = await dropUnusedSnapshots(open.store, cleanUp);
    for (const problem of problems) terminal.aside(`trialbook: snapshots are kept as they are in ${problem}`);
    if (args.flag('json')) return terminal.json({ ...reply, snapshots: dropped });
    if (reply.runs + reply.journals + dropped === 0) return terminal.line('Nothing to delete.');
    const verb = request.dryRun ? 'would be deleted' : 'deleted';
    const runs = `${counted(reply.runs, 'run')} (${formatBytes(reply.artifactBytes)} of artifacts)`;
    terminal.line(`${runs} and ${counted(reply.journals, 'journal')} ${verb}; ${formatBytes(reply.freedBytes)} in all.`);
    const future = request.dryRun ? 'would be' : dropped === 1 ? 'is' : 'are';
    if (dropped > 0) terminal.line(`${counted(dropped, 'snapshot')} ${future} no longer kept; git frees the space when it cleans up.`);
  },
};
