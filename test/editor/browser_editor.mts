import { fstatSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.mts';
import { startServer, type EditorServer } from './server.mts';

/**
 * The program behind `browser-editor`: runs an extension's test suite in VS Code's server with headless Chromium as its
 * window. Understands those arguments of the desktop's that @vscode/test-electron passes, and `--keep-workspace-trust`,
 * because that package always adds `--disable-workspace-trust`.
 */
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    'extensionDevelopmentPath': { type: 'string', multiple: true },
    'extensionTestsPath': { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
    'disable-workspace-trust': { type: 'boolean' },
    'keep-workspace-trust': { type: 'boolean' },
  },
});
const minutes = Number(process.env['TRIALBOOK_EDITOR_TIMEOUT_MINUTES'] ?? 15);
const dataFolder = mkdtempSync(join(tmpdir(), 'trialbook-editor-'));
let server: EditorServer | undefined;
let browser: Browser | undefined;
let closing = false;

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
  process.on(signal, () => void close(code));
}
// When the process that started this one is killed, the end of its pipe is the only sign of it.
if (fstatSync(0).isSocket()) process.stdin.on('end', () => void close(1)).resume();
setTimeout(() => {
  console.error(`The test suite did not end within ${minutes} minutes: editor stopped.`);
  void close(1);
}, minutes * 60_000);

try {
  await runSuite();
} catch (error) {
  console.error(error);
  await close(1);
}

async function runSuite(): Promise<void> {
  server = await startServer({
    dataFolder,
    userDataFolder: text('user-data-dir') ?? join(dataFolder, 'user-data'),
    extensionsFolder: text('extensions-dir') ?? join(dataFolder, 'extensions'),
    trust: Boolean(values['disable-workspace-trust']) && !values['keep-workspace-trust'],
    testDriver: true,
  });
  void server.exited.then(() => close(1));
  browser = await launchChromium();
  browser.on('disconnected', () => void close(1));
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await relay(page);
  await page.goto(workbenchUrl(server.port));
}

/** The workbench reports errors and the suite's end to two functions of the page. What mocha prints goes to a file. */
async function relay(page: Page): Promise<void> {
  page.on('crash', () => {
    console.error('The workbench page crashed.');
    void close(1);
  });
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
    if (!isChatter(args)) console.error(...args);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => void close(code));
}

/** The server package asks for a service worker it does not hold, and services complain of the window's closing. */
function isChatter([first]: unknown[]): boolean {
  return first === '[Service Worker] registration' || String(first).startsWith('Canceled: Canceled');
}

function workbenchUrl(port: number): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${resolve(path)}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  const developed = [values['extensionDevelopmentPath'] ?? []].flat().map(String);
  for (const path of developed) payload.push(['extensionDevelopmentPath', remote(path)]);
  const tests = text('extensionTestsPath');
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  const opened = positionals[0];
  if (opened) query.set(opened.endsWith('.code-workspace') ? 'workspace' : 'folder', resolve(opened));
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

function text(name: 'user-data-dir' | 'extensions-dir' | 'extensionTestsPath'): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** Ends everything that was started, then this process. The first reason to close decides the exit code. */
async function close(code: number): Promise<void> {
  if (closing) return;
  closing = true;
  await browser?.close().catch(() => undefined);
  await server?.stop();
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
}
