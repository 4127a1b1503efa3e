import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activated, workspaceFolder } from '../host/extension_under_test';
import { NotebookSession } from '../host/notebook_session';

describe('a notebook in a folder that nobody has trusted', function () {
  this.timeout(60_000);

  it('is not tracked, whatever was said', async () => {
    const { notebooks } = await activated();
    const settings = vscode.workspace.getConfiguration('trialbook.notebooks');
    await settings.update('tracking', 'always', vscode.ConfigurationTarget.Global);
    const session = await NotebookSession.open('untrusted.ipynb', 'x = 1');
    await assert.rejects(notebooks.track(session.uri), { code: 'untrusted' });
    assert.equal(notebooks.isTracked(session.uri), false);
    await settings.update('tracking', undefined, vscode.ConfigurationTarget.Global);
    await session.close();
    assert.ok(!existsSync(join(workspaceFolder(), '.trialbook', 'sessions')));
  });
});
