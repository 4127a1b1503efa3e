import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { EventMessage, EventName, Handlers, PageContract } from '../../protocol/channel';
import { toWire } from '../../protocol/wire';
import { answer } from './answer';
import { pageHtml } from './page_html';

export interface PageOptions<C extends PageContract> {
  /** name of the page's folder in webview/, and of its sign in media/ */
  readonly page: string;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly asks: C['asks'];
  readonly handlers: Handlers<C>;
  /** folders beside the page's own files from which it may show images */
  readonly artifactRoots: readonly vscode.Uri[];
}

/**
 * One webview panel with a page of ours in it. A hidden page is unloaded by VS Code, so nothing is sent to it; when it is
 * seen again it asks for everything anew, by whichever request it begins with.
 */
export class PagePanel<C extends PageContract> implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[] = [];
  private closed = false;

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly options: PageOptions<C>,
  ) {
    const { asks, handlers, log } = options;
    this.subscriptions.push(
      panel.webview.onDidReceiveMessage(async (message: unknown) => {
        const reply = await answer(asks, handlers, message, (error, request) => log.error(`${options.page} page, ${request}:`, error as Error));
        if (reply && !this.closed) await panel.webview.postMessage(reply);
      }),
      panel.onDidDispose(() => this.end()),
    );
    const sign = (theme: string) => vscode.Uri.joinPath(options.extensionUri, 'media', `page_${options.page}_${theme}.svg`);
    panel.iconPath = { light: sign('light'), dark: sign('dark') };
    this.load(options.artifactRoots);
  }

  /** Loads the page anew, with other folders to show images from. */
  load(artifactRoots: readonly vscode.Uri[]): void {
    const { page, extensionUri } = this.options;
    const { webview, title } = this.panel;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    const uri = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [dist, ...artifactRoots] };
    webview.html = pageHtml({
      title,
      scriptUri: uri(`${page}.js`),
      styleUris: [uri('codicon.css'), uri(`${page}.css`)],
      cspSource: webview.cspSource,
      scriptNonce: randomBytes(16).toString('base64url'),
      styleNonce: randomBytes(16).toString('base64url'),
    });
  }

  /** Tells the page something, if it is there to hear it. */
  push<K extends EventName<C>>(event: K, value: C['events'][K]): void {
    if (this.closed || !this.panel.visible) return;
    const message: EventMessage = { event, value: toWire(value) };
    void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.panel.dispose();
  }

  private end(): void {
    this.closed = true;
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
