import type * as vscode from 'vscode';

/**
 * What a click does. It takes no arguments, but the selection: VS Code forgets the arguments of an item that is drawn anew, and a
 * click on a live list may come in that moment.
 */
export const openSelected: vscode.Command = { command: 'trialbook.openSelected', title: 'Open' };
