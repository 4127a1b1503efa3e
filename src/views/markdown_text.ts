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
