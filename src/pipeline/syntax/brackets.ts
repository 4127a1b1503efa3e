import { Interruption } from './interruption';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** CPython takes no more either. */
const MOST_NESTED = 200;

/** The brackets that are open at a place of the text. */
export class Brackets {
  private readonly stack: { readonly text: string; readonly offset: number }[] = [];

  get open(): boolean {
    return this.stack.length > 0;
  }

  operator(text: string, offset: number): void {
    if (text in CLOSING) {
      this.stack.push({ text, offset });
      if (this.stack.length > MOST_NESTED) throw new Interruption('too many nested parentheses', offset);
    } else if (text === ')' || text === ']' || text === '}') {
      const opening = this.stack.pop();
      if (!opening) throw new Interruption(`unmatched '${text}'`, offset);
      if (CLOSING[opening.text] !== text) {
        throw new Interruption(`closing parenthesis '${text}' does not match opening parenthesis '${opening.text}'`, offset);
      }
    }
  }

  end(): void {
    const left = this.stack.at(-1);
    if (left) throw new Interruption(`'${left.text}' was never closed`, left.offset);
  }
}
