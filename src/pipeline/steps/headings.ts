export interface Heading {
  /** 1 to 6 */
  readonly level: number;
  /** as written, Markdown and all */
  readonly text: string;
}

const ATX = /^ {0,3}(#{1,6})(?:[ \t]+|(?=[^\s#]))(.*)$/;
const HTML = /<h([1-6])\b[^>]*>([\s\S]*?)<\/h\1>/gi;
const FENCE = /^ {0,3}(```|~~~)/;

/** The headings of a Markdown cell, in order: `# …`, underlined ones, and HTML's. */
export function headingsOf(markdown: string): Heading[] {
  const headings: (Heading & { at: number })[] = [];
  const text = withoutFences(markdown);
  for (const match of text.matchAll(HTML)) headings.push({ level: Number(match[1]), text: match[2] ?? '', at: match.index });
  let at = 0;
  let before = '';
  for (const line of text.split('\n')) {
    const atx = ATX.exec(line);
    if (atx && !line.includes('</h')) headings.push({ level: atx[1]?.length ?? 1, text: atx[2] ?? '', at });
    else if (/^ {0,3}(=+|-{2,})\s*$/.test(line) && isParagraph(before)) {
      headings.push({ level: line.includes('=') ? 1 : 2, text: before, at: at - before.length - 1 });
    }
    at += line.length + 1;
    before = line;
  }
  return headings.filter(({ text: title }) => /[\p{L}\p{N}]/u.test(title)).sort((a, b) => a.at - b.at).map(({ level, text: title }) => ({ level, text: title }));
}

/** Fenced code is blanked: a comment in it is no heading. */
function withoutFences(markdown: string): string {
  let fence: string | undefined;
  const lines = markdown.split('\n').map((line) => {
    const mark = FENCE.exec(line)?.[1];
    const inside = fence !== undefined;
    if (mark !== undefined && (fence === undefined || mark === fence)) fence = inside ? undefined : mark;
    return inside || mark !== undefined ? '' : line;
  });
  return lines.join('\n');
}

/** A line that an underline makes a heading: no list, no table, no quotation, no heading already. */
function isParagraph(line: string): boolean {
  return /\S/.test(line) && !/^\s*([-*+>|#]|\d+[.)]\s)|\|/.test(line) && line.length <= 100;
}
