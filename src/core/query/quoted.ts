/** A text as it is written in a query. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
