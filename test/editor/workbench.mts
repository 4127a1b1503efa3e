import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium.mts';
import { installVsix, startServer } from './server.mts';
import { QUIET_SETTINGS } from './settings.mts';

export interface WorkbenchOptions {
  /** The folder to open. */
  folder: string;
  /** The extension: a package to install as users do, or a folder of source whose `dist` is built. */
  extension: { vsix: string } | { development: string };
  /** Folders of further extensions: `out/test/editor/test-kernel` runs the cells of notebooks. */
  installed?: string[];
  /** 0 (the default) takes a free one. */
  port?: number;
  /** User settings, over those that keep the editor quiet; `workbench.colorTheme` chooses the theme. */
  userSettings?: Record<string, unknown>;
  /** False opens the folder in restricted mode. Default: true. */
  trust?: boolean;
  /** Added to the environment of the extension host and of terminals. */
  env?: NodeJS.ProcessEnv;
}

export interface EditorInBrowser {
  /** Opens the workbench on the folder in any browser of this machine. */
  url: string;
  /** Ends the server and deletes its data; not the folder. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, whoever ended it. */
  exited: Promise<void>;
}

/** Serves an ordinary workbench with the extension installed in it, on the loopback interface. */
export async function startEditorServer(options: WorkbenchOptions): Promise<EditorInBrowser> {
  const data = mkdtempSync(join(tmpdir(), 'trialbook-workbench-'));
  const forget = () => rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  const extensionsFolder = join(data, 'extensions');
  const userDataFolder = join(data, 'user-data');
  try {
    mkdirSync(extensionsFolder);
    mkdirSync(join(userDataFolder, 'User'), { recursive: true });
    writeFileSync(join(userDataFolder, 'User', 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...options.userSettings }));
    if ('vsix' in options.extension) await installVsix(resolve(options.extension.vsix), data, extensionsFolder);
    else symlinkSync(resolve(options.extension.development), join(extensionsFolder, 'trialbook'), 'junction');
    for (const source of options.installed ?? []) symlinkSync(resolve(source), join(extensionsFolder, basename(source)), 'junction');
    const server = await startServer({
      dataFolder: data,
      userDataFolder,
      extensionsFolder,
      port: options.port ?? 0,
      trust: options.trust ?? true,
      env: options.env ?? {},
    });
    const url = `http://127.0.0.1:${server.port}/?${new URLSearchParams({ folder: resolve(options.folder) }).toString()}`;
    const stop = async () => {
      await server.stop();
      forget();
    };
    return { url, stop, exited: server.exited };
  } catch (error) {
    forget();
    throw error;
  }
}

export interface PageOptions {
  /** Size of the window in CSS pixels. Default: 1400 × 900. */
  viewport?: { width: number; height: number };
  /** What the system asks of animations. */
  reducedMotion?: 'reduce' | 'no-preference';
}

/** Opens a workbench in a Chromium of its own and waits until it can be used. End it with {@link closeWorkbench}. */
export async function openWorkbench(url: string, options: PageOptions = {}): Promise<Page> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      reducedMotion: options.reducedMotion ?? 'no-preference',
    });
    await page.goto(url);
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await page.locator('.monaco-workbench .explorer-folders-view, .monaco-workbench .explorer-viewlet').first().waitFor({ timeout: 60_000 });
    return page;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Closes the page and its browser. */
export async function closeWorkbench(page: Page): Promise<void> {
  await page.context().browser()?.close();
}
