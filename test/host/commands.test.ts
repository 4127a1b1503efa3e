import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { activated } from './extension_under_test';

interface Contributes {
  readonly commands: readonly { readonly command: string }[];
  readonly menus: Readonly<Record<string, readonly { readonly command?: string; readonly submenu?: string }[]>>;
  readonly submenus: readonly { readonly id: string }[];
  readonly keybindings: readonly { readonly command: string }[];
  readonly viewsWelcome: readonly { readonly contents: string }[];
  readonly walkthroughs: readonly { readonly steps: readonly { readonly description: string }[] }[];
}

describe('the commands', () => {
  const contributes = () => (vscode.extensions.getExtension('trialbook.trialbook')?.packageJSON as { contributes: Contributes }).contributes;

  const inMenus = (menus: Contributes['menus']) => Object.values(menus).flat().flatMap(({ command }) => (command === undefined ? [] : [{ command }]));

  it('that people are offered all exist', async () => {
    await activated();
    const { commands, menus, keybindings, viewsWelcome, walkthroughs } = contributes();
    const texts = [...viewsWelcome.map(({ contents }) => contents), ...walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description))];
    const linked = texts.flatMap((text) => [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command ?? ''));
    const offered = [...commands, ...inMenus(menus), ...keybindings].map(({ command }) => command);
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual([...offered, ...linked].filter((command) => !known.has(command)), []);
  });

  it('of submenus are in a menu that exists', () => {
    const { menus, submenus } = contributes();
    const shown = Object.values(menus).flat().flatMap(({ submenu }) => submenu ?? []);
    const known = submenus.map(({ id }) => id);
    assert.deepEqual([shown.filter((id) => !known.includes(id)), known.filter((id) => !(id in menus))], [[], []]);
  });

  it('of menus have a title', () => {
    const { commands, menus } = contributes();
    const titled = new Set(commands.map(({ command }) => command));
    const used = inMenus(menus).map(({ command }) => command);
    assert.deepEqual(used.filter((command) => !titled.has(command)), []);
  });
});
