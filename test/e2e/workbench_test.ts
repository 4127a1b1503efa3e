import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inject, test } from 'vitest';
import { closeWorkbench, openWorkbench, startEditorServer, type PageOptions, type WorkbenchOptions } from '../editor/workbench.mts';

/** Where a failed test leaves a picture of each window it had open. */
const PICTURES = join(import.meta.dirname, '..', '..', '.scratch', 'e2e');

export type OpenFolder = (folder: string, options?: Omit<WorkbenchOptions, 'folder' | 'extension'> & PageOptions) => Promise<Page>;

/**
 * A test that is lent a `scratch` folder, and `openFolder`, which opens a folder in an editor of its own that has the
 * packaged extension installed. Both are gone afterwards.
 */
export const it = test.extend<{ scratch: string; openFolder: OpenFolder }>({
  // vitest reads what a fixture needs from the pattern of its first parameter: here, nothing.
  scratch: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'trialbook-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  openFolder: async ({ task }, use) => {
    const pages: Page[] = [];
    const closing: (() => Promise<void>)[] = [];
    await use(async (folder, options = {}) => {
      const editor = await startEditorServer({ ...options, folder, extension: { vsix: inject('vsix') } });
      closing.push(() => editor.stop());
      const page = await openWorkbench(editor.url, options);
      closing.push(() => closeWorkbench(page));
      page.setDefaultTimeout(60_000);
      pages.push(page);
      return page;
    });
    if (task.result?.state === 'fail') await picture(pages, task.name);
    for (const close of closing.reverse()) await close();
  },
});

async function picture(pages: Page[], name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const title = name.replace(/[^\w-]+/g, '-').slice(0, 80);
  for (const [index, page] of pages.entries()) await page.screenshot({ path: join(PICTURES, `${title}-${index}.png`) });
}
