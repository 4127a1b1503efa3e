import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

describe('the editor under test', () => {
  it('is at least the oldest version the extension asks for', () => {
    const [major = 0, minor = 0] = vscode.version.split('.').map(Number);
    assert.ok(major > 1 || (major === 1 && minor >= 101), `VS Code ${vscode.version}`);
  });
});
