/** What the frame of a page is made of; all of it comes from the extension itself, none from data. */
export interface PageFrame {
  readonly title: string;
  readonly scriptUri: string;
  readonly styleUris: readonly string[];
  /** where the page's own files come from, as the webview names it in a content security policy */
  readonly cspSource: string;
  readonly nonce: string;
}

/** The whole HTML of a page. It holds no data: that arrives in messages, once the page says that it is ready. */
export function pageHtml({ title, scriptUri, styleUris, cspSource, nonce }: PageFrame): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
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
<title>${attribute(title)}</title>
${styles}
</head>
<body>
<script nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
</body>
</html>`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}
