/**
 * Cuts a line into arguments as a shell does with spaces, quotes and backslashes; nothing is expanded. An open quote ends with the line.
 * @param windows a backslash is a part of a path there, unless a double quote follows
 */
export function splitArguments(line: string, windows = process.platform === 'win32'): string[] {
  return read(line, windows).words;
}

/** What is wrong with a typed line; undefined when nothing is. */
export function unclosedQuote(line: string): string | undefined {
  const { quote } = read(line, process.platform === 'win32');
  return quote === '' ? undefined : `There is no ${quote} that closes the last one.`;
}

function read(line: string, windows: boolean): { words: string[]; quote: string } {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    const escapes = windows ? next === '"' : next !== '' && (quote === '' || next === '"' || next === '\\');
    if (character === '\\' && quote !== "'" && escapes) {
      word = (word ?? '') + next;
      at++;
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (character === quote) {
      quote = '';
    } else if (quote === '' && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  return { words: word === undefined ? words : [...words, word], quote };
}
