/** Text as itself where VS Code would draw an icon for `$(name)`. */
export function iconFree(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
