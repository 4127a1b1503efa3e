import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

describe('a folder that nobody has trusted', () => {
  it('is in restricted mode', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('has the extension all the same', async () => {
    const extension = vscode.extensions.getExtension('trialbook.trialbook');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
