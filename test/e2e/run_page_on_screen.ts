import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The page that VS Code shows in the active editor tab; VS Code puts it into a frame in a frame. */
export function pageInTab(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview:visible').frameLocator('#active-frame');
}

/** Shows the runs in the side bar. */
export async function openRuns(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Trialbook' }).click();
}

/** A run in the side bar, by its name. */
export function runInTree(page: Page, name: string): Locator {
  return page.getByRole('treeitem', { name: new RegExp(`^${name},`) });
}

/** Waits until a metric's chart on the Run page holds at least so many points. @returns how many it holds */
export async function pointsInChart(run: FrameLocator, metric: string, atLeast: number): Promise<number> {
  const chart = run.getByRole('application', { name: new RegExp(`^${metric}, `) });
  for (;;) {
    const label = (await chart.getAttribute('aria-label')) ?? '';
    const points = Number(/, (\d+) points/.exec(label)?.[1] ?? 0);
    if (points >= atLeast) return points;
    await chart.page().waitForTimeout(50);
  }
}
