/** Text as Markdown that shows just it, within a line: not at its beginning, where more has a meaning. */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>&~$|]/g, '\\$&');
}

/** Text as code within a line of Markdown. */
export function markdownCode(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** A sentence in which names of code stand in single backquotes. */
export function markdownSentence(sentence: string): string {
  return sentence.split(/(`[^`]*`)/).map((part) => (/^`[^`]+`$/.test(part) ? part : markdownText(part))).join('');
}
