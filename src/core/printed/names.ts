import { isBareName, isSplit, kindOf, wordsOf, type WordKind } from './metric_words';

/** The name that stands before a value. */
export interface Name {
  readonly key: string;
  readonly words: readonly string[];
  readonly kind: WordKind;
  /** it says itself of which part of the data it is */
  readonly ofSplit: boolean;
  /** it is only the name of a metric, and no part of a sentence */
  readonly bare: boolean;
  /** how many characters it takes at the end of what it was found in */
  readonly length: number;
}

/** Words of a name at the most. */
const LONGEST_NAME = 5;
const MOST_KNOWN = 2000;
/** Words of sentences, which no name has. */
const SENTENCE = /^(?:with|from|to|than|is|was|are|if|when|and|or|by|that|this|we|has|have|be)$/i;

/** Finds names, and remembers them, as the same come again in each line. */
export class Names {
  private readonly known = new Map<string, Name | null>();

  /**
   * @param text what is before a value's separator, back to a character that no name has
   * @param aside a word that stood in parentheses behind it (`Loss (train): 0.3`), or nothing
   */
  at(text: string, aside = ''): Name | null {
    const id = aside === '' ? text : `${text}(${aside}`;
    let name = this.known.get(id);
    if (name === undefined) {
      name = nameIn(text, aside);
      if (this.known.size >= MOST_KNOWN) this.known.clear();
      this.known.set(id, name);
    }
    return name;
  }
}

/** `Avg Loss` → avg_loss. */
export function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '_');
}

function nameIn(text: string, aside: string): Name | null {
  const all = text.split(' ');
  let first = all.length;
  while (first > 0 && isNameWord(all[first - 1] ?? '', first === all.length)) first--;
  if (/^the$/i.test(all[first] ?? '')) first++;
  const found = all.slice(first).join(' ');
  const count = all.length - first;
  const plain = found.replace(/[.%+]+$/, '');
  if (count === 0 || count > LONGEST_NAME || all.slice(first).some((word) => SENTENCE.test(word)) || /^[/.]|\/\//.test(plain)) return null;
  const whole = aside === '' ? plain : isSplit(aside) ? `${aside} ${plain}` : `${plain} ${aside}`;
  const key = keyOf(whole);
  const words = wordsOf(whole);
  return { key, words, kind: kindOf(key, words), ofSplit: words.some(isSplit), bare: isBareName(words), length: found.length };
}

/** A sentence's end, a dash or a number is not part of a name. */
function isNameWord(word: string, isLast: boolean): boolean {
  return /[a-z]/i.test(word) && (isLast || !word.endsWith('.')) && !word.startsWith('-') && !word.endsWith('-');
}
