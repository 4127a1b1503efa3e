/** What a page shows of an artifact. Whatever is not small is cut, and says so. */
export type ArtifactPreview =
  | { readonly kind: 'image'; readonly uri: string }
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly cut: boolean }
  /** nothing to show, and why */
  | { readonly kind: 'none'; readonly reason: string };
