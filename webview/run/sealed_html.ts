/** What may run, load, or lead somewhere. The frame and its policies forbid all of it; what is not there need not be forbidden. */
const active = 'script, link, meta, base, iframe, frame, object, embed';

/** A white sheet, as browsers have; what the document says of its own looks counts more. */
const sheet = `
:root { color-scheme: light; background: #fff; }
:where(body) { margin: 12px 16px; color: #1f1f1f; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
:where(a) { color: #005fb8; }
:where(img, svg, canvas) { max-width: 100%; height: auto; }
:where(pre, code, samp) { font-family: monospace; }
:where(pre) { overflow: auto; }
:where(table) { border-collapse: collapse; font-size: inherit; }
:where(th, td) { padding: 3px 8px; border: 1px solid #d4d4d4; }
:where(th) { background: #f5f5f5; }
`;

/**
 * A document for a frame with an empty sandbox: its text with its own styles, and nothing else of it. Styles pass the policy by
 * the page's nonce for styles, and can load nothing but what is within the document.
 * @param html of an artifact, whatever it holds
 */
export function sealedHtml(html: string, nonce: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const element of parsed.querySelectorAll(active)) element.remove();
  for (const style of parsed.querySelectorAll('style')) style.setAttribute('nonce', nonce);
  const declarations = parsed.createElement('span').style;
  const inline = [...parsed.querySelectorAll<HTMLElement>('[style]')].map((element, index) => {
    const name = `inline-style-${index}`;
    // The page's policy keeps the attribute from being read as a style; set by a script it is, and comes back as whole declarations.
    declarations.cssText = element.getAttribute('style') ?? '';
    // A `</style>` in a string would end the element that they are put into.
    const cssText = declarations.cssText.replaceAll('<', '\\3c ');
    element.removeAttribute('style');
    element.classList.add(name);
    // Counts more than the document's rules, as the attribute did.
    return `${`.${name}`.repeat(4)} { ${cssText} }`;
  });
  const policy = parsed.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'`;
  const style = (rules: string) => {
    const element = parsed.createElement('style');
    element.setAttribute('nonce', nonce);
    element.textContent = rules;
    return element;
  };
  parsed.head.prepend(policy, style(sheet));
  parsed.head.append(style(inline.join('\n')));
  return `<!doctype html>${parsed.documentElement.outerHTML}`;
}
