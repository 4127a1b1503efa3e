import type { Range } from './source_text';

export type TokenKind =
  | 'name' // and keywords
  | 'number'
  | 'string' // with prefix and quotes; an f-string with all that is in it
  | 'operator'
  | 'comment'
  | 'newline'; // the end of a logical line

/** A word of Python source. */
export interface Token {
  readonly kind: TokenKind;
  /** UTF-16 offsets; the end is excluded */
  readonly start: number;
  readonly end: number;
  /** of an operator or a name; empty for others, whose text may be long */
  readonly text: string;
}

/** What is not Python, at an offset of the text. */
export interface TextFault {
  readonly message: string;
  readonly offset: number;
  readonly python2: boolean;
}

export interface Tokens {
  /** in order; up to the fault where there is one */
  readonly tokens: readonly Token[];
  readonly fault: TextFault | undefined;
  /** strings that stand inside the braces of an f-string, in order */
  readonly nestedStrings: readonly Range[];
  /** comments that stand there */
  readonly nestedComments: readonly Range[];
  /** expressions there that go over several lines without brackets of their own */
  readonly brokenExpressions: readonly Range[];
  /** words there with characters beyond U+FFFF */
  readonly nestedAstralWords: readonly Range[];
}
