const LONGEST = 120;

/** Text as itself, for Markdown that VS Code shows: no Markdown, no HTML, no icon, on one line; of a long one the beginning. */
export function escaped(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!|~<>&$:@/]/g, (character) => `&#${character.codePointAt(0)};`);
}

/** The same as code; a backtick in it would end it. */
export function asCode(text: string): string {
  return `\`${text.slice(0, LONGEST).replace(/\s+/g, ' ').replaceAll('`', 'ˋ')}\``;
}

/** Lines of text as a block of code; backticks in it cannot end it. @param language by VS Code's id, or '' */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language.replace(/[^\w+#-]/g, '')}\n${text}\n${fence}`;
}
