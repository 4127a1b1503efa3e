import type { Frame, Page } from 'playwright-core';
import { root } from '../scripts/setup/project.mjs';
import { closeWorkbench, openWorkbench, startEditorServer } from '../test/editor/workbench.mts';

/** Milliseconds until the frame after the one in which it was drawn, as the page's own clock has them. */
export interface ChartOnScreen {
  /** all series asked for anew, by step and by time */
  readonly whole: readonly number[];
  /** a stretch from what the page holds, and then exactly */
  readonly redrawn: readonly number[];
  readonly exact: readonly number[];
}

/** Opens the comparison of all runs of the one experiment in a folder, and measures its first chart. */
export async function chartOnScreen(folder: string, rounds: number): Promise<ChartOnScreen> {
  const editor = await startEditorServer({ folder, extension: { development: root } });
  try {
    const page = await openWorkbench(editor.url, { viewport: { width: 1600, height: 1000 } });
    return await compareAll(page).then((frame) => measure(frame, rounds)).finally(() => closeWorkbench(page));
  } finally {
    await editor.stop();
  }
}

async function compareAll(page: Page): Promise<Frame> {
  await page.getByRole('tab', { name: 'Trialbook' }).click();
  await page.getByRole('treeitem', { name: /^run 0,/ }).click();
  await page.keyboard.press('Control+A');
  await page.getByRole('treeitem', { name: /^run 0,/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Compare/ }).click();
  const chart = page.frameLocator('iframe.webview:visible').frameLocator('#active-frame').getByRole('application', { name: /100 runs/ });
  await chart.waitFor({ timeout: 60_000 });
  const frame = await (await chart.elementHandle())?.ownerFrame();
  if (!frame) throw new Error('The chart went away');
  return frame;
}

async function measure(frame: Frame, rounds: number): Promise<ChartOnScreen> {
  const measured: { whole: number[]; redrawn: number[]; exact: number[] } = { whole: [], redrawn: [], exact: [] };
  for (let round = 0; round < rounds; round++) {
    // By time, by time since the start, and by step again: nothing is held of another axis.
    for (let axis = 0; axis < 3; axis++) measured.whole.push((await pressed(frame, 'body', 'x')).exact);
    for (let zoom = 0; zoom < 3; zoom++) {
      const { redrawn, exact } = await pressed(frame, '.chart-body', '+');
      measured.redrawn.push(redrawn);
      measured.exact.push(exact);
    }
    await frame.locator('.chart-body').press('0');
  }
  return measured;
}

/** Presses a key for which the page draws what it has, and again when it has asked for more. */
function pressed(frame: Frame, selector: string, key: string): Promise<{ redrawn: number; exact: number }> {
  return frame.locator(selector).first().evaluate(async (element, key) => {
    const drawn = () => new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
    const replied = new Promise<void>((resolve) => {
      window.addEventListener('message', function listen({ data }: MessageEvent) {
        if (typeof data !== 'object' || data === null || !('reply' in data)) return;
        window.removeEventListener('message', listen);
        resolve();
      });
    });
    const begun = performance.now();
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    const redrawn = (await drawn()) - begun;
    await replied;
    return { redrawn, exact: (await drawn()) - begun };
  }, key);
}
