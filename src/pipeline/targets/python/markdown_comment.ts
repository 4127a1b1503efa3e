/** Markdown as comments, below the marker by which editors know such a cell. */
export function markdownComment(markdown: string): string {
  const text = withoutImages(markdown).trim();
  if (text === '') return '';
  return ['# %% [markdown]', ...text.split('\n').map((line) => `# ${line}`.trimEnd())].join('\n');
}

/** What introduces a step: its heading's text and first paragraph where that is short, and the Markdown that is left. */
export interface Introduction {
  readonly paragraph: string;
  readonly rest: string;
}

const LONGEST = 300;

/** @param markdown the cell above a step's code */
export function introduction(markdown: string, title: string): Introduction {
  const lines = markdown.trim().split('\n');
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(lines[0] ?? '');
  if (heading && plainText(heading[1]!) === plainText(title)) lines.shift();
  const text = lines.join('\n').trim();
  const end = /\n\s*\n/.exec(text)?.index ?? text.length;
  const paragraph = text.slice(0, end);
  if (paragraph.length > LONGEST || !isProse(paragraph)) return { paragraph: '', rest: text };
  return { paragraph, rest: text.slice(end).trim() };
}

function plainText(text: string): string {
  return text.replace(/[*_`]|<[^>]*>/g, '').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** No beginning of something, no list, table, heading, image, formula, HTML or code block, which would be out of place in a docstring. */
function isProse(text: string): boolean {
  return !text.endsWith(':') && !/^\s*([-*+>|#<]|\d+[.)]\s|```|~~~|\$\$|!\[)/m.test(text) && !text.includes('![');
}

/** An image that stands in the text itself is long, and nobody reads it. */
function withoutImages(markdown: string): string {
  return markdown.replace(/(data:image\/[\w.+-]+;base64,)[A-Za-z0-9+/=\s]{100,}/g, '$1…');
}
