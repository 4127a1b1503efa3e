/**
 * One line of CSV as RFC 4180 has it, with its line end. A text that a spreadsheet would take for a formula is kept as it is:
 * the file is for programs first, and changing a value would be a lie.
 */
export function csvLine(fields: readonly (string | number | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(field: string | number | null): string {
  const text = field === null ? '' : String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
