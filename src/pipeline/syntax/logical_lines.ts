import type { Token } from './token';

/**
 * The words of each simple statement or block header: logical lines, cut at semicolons, and behind the colon that ends a header.
 * Comments are left out.
 */
export function logicalLines(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [];
  let words: Token[] = [];
  let depth = 0;
  let lambdas = 0;
  for (const token of tokens) {
    if (token.kind === 'comment') continue;
    const operator = token.kind === 'operator' ? token.text : '';
    if (operator === '(' || operator === '[' || operator === '{') depth += 1;
    else if (operator === ')' || operator === ']' || operator === '}') depth -= 1;
    else if (depth === 0 && token.kind === 'name' && token.text === 'lambda') lambdas += 1;
    const isEnd = token.kind === 'newline' || (depth === 0 && operator === ';');
    if (!isEnd) words.push(token);
    if (isEnd || (depth === 0 && operator === ':' && lambdas === 0 && HEADERS.has(words[0]!.text))) {
      if (words.length > 0) lines.push(words);
      words = [];
      lambdas = 0;
    } else if (depth === 0 && operator === ':' && lambdas > 0) {
      lambdas -= 1;
    }
  }
  if (words.length > 0) lines.push(words);
  return lines;
}

const HEADERS = new Set(['if', 'elif', 'else', 'for', 'while', 'with', 'try', 'except', 'finally', 'def', 'class', 'async', 'match', 'case']);

/** The words outside of all brackets. */
export function outermost(words: readonly Token[]): Token[] {
  let depth = 0;
  return words.filter(({ kind, text }) => {
    if (kind !== 'operator') return depth === 0;
    if (text === ')' || text === ']' || text === '}') depth -= 1;
    const isOutermost = depth === 0;
    if (text === '(' || text === '[' || text === '{') depth += 1;
    return isOutermost;
  });
}
