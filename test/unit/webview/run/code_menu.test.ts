import { expect, it } from 'vitest';
import { codeMenu, type CodeMenuItem } from '../../../../webview/run/code_menu';
import { gitState } from '../../../builders/git_state';
import { runDetail, type RunDetailParts } from '../../../builders/run_detail';

const actions = (parts: RunDetailParts) => codeMenu(runDetail('calm-heron', parts)).filter((item): item is CodeMenuItem => item !== null).map(({ action }) => action);

it('uncommitted changes are offered where there were some', () => {
  expect(actions({ git: gitState({ snapshot: 'f'.repeat(40) }) })).toContain('compareCodeWithCommit');
  expect(actions({ git: gitState() })).not.toContain('compareCodeWithCommit');
});

it('before the first commit there is nothing to compare with', () => {
  expect(actions({ git: { ...gitState({ snapshot: 'f'.repeat(40) }), commit: null } })).not.toContain('compareCodeWithCommit');
});

it('a run is run again exactly only when it is over, and was started by a command', () => {
  const has = ([{ command: 'train.py' }, { command: '' }, { command: 'train.py', status: 'RUNNING' }, { command: 'train.py', kind: 'session' }] as const).map((row) => actions({ git: gitState(), row: { script: '/w/train.py', ...row } }).includes('runAgainExactly'));
  expect(has).toEqual([true, false, false, false]);
});
