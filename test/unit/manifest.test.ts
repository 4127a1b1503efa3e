import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The little of package.json that these tests read. */
interface Manifest {
  version: string;
  engines: { vscode: string };
  enabledApiProposals?: string[];
  contributes?: { menus?: Record<string, unknown>; viewsWelcome?: { view: string; group?: string }[] };
}

/**
 * Menus that VS Code grants to extensions with proposed API only. The editor under test does not enforce that, and the
 * Marketplace does, so an extension that passes here could be refused or lose its menus there.
 */
const PROPOSED_MENUS: RegExp[] = [
  /^scm\/(history|artifact)/,
  /^scm\/(repositories\/title|inputBox)$/,
  /\/share$/,
  /^debug\/createConfiguration$/,
  /^menuBar\/home$/,
  /^viewContainer\/title$/,
  /^notebook\/kernelSource$/,
  /^editor\/content$/,
  /^mergeEditor\/result\/title$/,
  /^multiDiffEditor\//,
  /^diffEditor\/gutter\//,
  /^editor\/inlineCompletions\/actions$/,
  /^editor\/context\/chat$/,
  /^agents\//,
  /^chat(?!\/input\/status$)/,
  /^comments\/comment\/editorActions$/,
  /^comments\/commentThread\/(additionalActions|title\/context|comment\/context)$/,
  /^commentsView\/commentThread\/context$/,
];

const manifest = read('package.json');

function read(path: string): Manifest {
  return JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', path), 'utf8')) as Manifest;
}

/** "^1.101.0" and "1.101.3" as [1, 101]: patches of VS Code change no API. */
function minorVersion(version: string): [number, number] {
  const [major = 0, minor = 0] = version.replace(/^\D*/, '').split('.').map(Number);
  return [major, minor];
}

describe('the manifest', () => {
  it('asks for no proposed API', () => {
    expect(manifest.enabledApiProposals).toBeUndefined();
  });

  it('contributes to no menu that is proposed', () => {
    const menus = Object.keys(manifest.contributes?.menus ?? {});
    expect(menus.filter((menu) => PROPOSED_MENUS.some((proposed) => proposed.test(menu)))).toEqual([]);
  });

  it('groups no welcome content, which is proposed', () => {
    expect((manifest.contributes?.viewsWelcome ?? []).filter((welcome) => welcome.group !== undefined)).toEqual([]);
  });

  it('is typed by an API no newer than the oldest editor it runs in', () => {
    const [major, minor] = minorVersion(manifest.engines.vscode);
    const [typesMajor, typesMinor] = minorVersion(read('node_modules/@types/vscode/package.json').version);
    expect(typesMajor).toBe(major);
    expect(typesMinor).toBeLessThanOrEqual(minor);
  });
});
