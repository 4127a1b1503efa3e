import type { VsCodeApi } from './host';

declare function acquireVsCodeApi(): VsCodeApi;

/** To be called once a page, from its main.ts: VS Code gives it out only once. */
export function vsCodeApi(): VsCodeApi {
  return acquireVsCodeApi();
}
