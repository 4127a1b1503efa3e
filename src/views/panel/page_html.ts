/** What the frame of a page is made of; all of it comes from the extension itself, none from data. */
export interface PageFrame {
  readonly title: string;
  readonly scriptUri: string;
  readonly styleUris: readonly string[];
  /** where the page's own files come from, as the webview names it in a content security policy */
  readonly cspSource: string;
  /** random, new for each load, and not the same: pages may read the style's, never the script's */
  readonly scriptNonce: string;
  readonly styleNonce: string;
}

/** The whole HTML of a page. It holds no data: that arrives in messages, once the page says that it is ready. */
export function pageHtml({ title, scriptUri, styleUris, cspSource, scriptNonce, styleNonce }: PageFrame): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${scriptNonce}'`,
    `style-src ${cspSource} 'nonce-${styleNonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  const styles = styleUris.map((uri) => `<link rel="stylesheet" href="${attribute(uri)}">`).join('\n');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${attribute(styleNonce)}">
<title>${attribute(title)}</title>
${styles}
</head>
<body>
<script nonce="${attribute(scriptNonce)}" src="${attribute(scriptUri)}"></script>
</body>
</html>`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}
