/** By which this load of the page may use styles that are not in its own files. */
export function styleNonce(document: Document): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.content ?? '';
}
