import type { Template } from './template';

/** One of the commands of a shell line, and the operator before it. */
export interface ShellCommand {
  readonly operator: string;
  readonly words: readonly Template[];
}

/**
 * A shell line as its commands and their words, quotes and redirections taken off: as much of a shell's grammar as shows what
 * is installed.
 */
export function shellCommands(template: Template): ShellCommand[] {
  const splitter = new Splitter();
  for (const part of template) {
    if (typeof part === 'string') splitter.addText(part);
    else splitter.add(part);
  }
  splitter.endWord();
  return splitter.commands.filter(({ words }) => words.length > 0);
}

const OPERATOR = /&&|\|\||[;|&]/y;
const REDIRECTION = /&>>?|\d*(?:>>?(?:&\d)?|<)/y;

class Splitter {
  readonly commands: { operator: string; words: Template[] }[] = [{ operator: '', words: [] }];
  private word: Template[number][] | null = null;
  private quote: string | null = null;
  /** the next word names the file of a redirection */
  private redirected = false;

  addText(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      const char = text[index] ?? '';
      if (this.quote !== null) {
        if (char === this.quote) this.quote = null;
        else if (char === '\\' && this.quote === '"') this.add(text[(index += 1)] ?? '');
        else this.add(char);
      } else if (char === '"' || char === "'") {
        this.quote = char;
        this.add('');
      } else if (char === '\\') {
        this.add(text[(index += 1)] ?? '');
      } else if (/\s/.test(char)) {
        this.endWord();
      } else {
        const redirection = this.word === null ? matchAt(REDIRECTION, text, index) : null;
        const operator = redirection === null ? matchAt(OPERATOR, text, index) : null;
        if (redirection !== null) this.redirected = !redirection.includes('&', 1);
        else if (operator !== null) this.endCommand(operator);
        else this.add(char);
        index += (redirection ?? operator ?? char).length - 1;
      }
    }
  }

  add(part: Template[number]): void {
    this.word ??= [];
    const last = this.word.at(-1);
    if (typeof part === 'string' && typeof last === 'string') this.word[this.word.length - 1] = last + part;
    else this.word.push(part);
  }

  endWord(): void {
    if (this.word === null) return;
    if (!this.redirected) this.commands.at(-1)?.words.push(this.word);
    this.redirected = false;
    this.word = null;
  }

  private endCommand(operator: string): void {
    this.endWord();
    this.commands.push({ operator, words: [] });
  }
}

function matchAt(pattern: RegExp, text: string, index: number): string | null {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? null;
}
