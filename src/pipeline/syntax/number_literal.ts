import { Interruption } from './interruption';

const NUMBER = /0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?/y;
const WORD = /[\p{XID_Continue}]+/uy;
/** Keywords may follow a number without a space. */
const KEYWORD = /(?:and|else|for|if|in|is|not|or)\b/y;

/**
 * @returns the offset behind the number at `start`, undefined where there is none
 * @throws Interruption for what begins as a number and is none
 */
export function scanNumber(text: string, start: number): number | undefined {
  NUMBER.lastIndex = start;
  const number = NUMBER.exec(text)?.[0];
  if (number === undefined) return undefined;
  const end = start + number.length;
  KEYWORD.lastIndex = WORD.lastIndex = end;
  const rest = KEYWORD.test(text) ? undefined : WORD.exec(text)?.[0];
  if (/^0[\d_]*[1-9][\d_]*$/.test(number)) {
    throw new Interruption('leading zeros in decimal integer literals are not permitted; octal numbers begin with 0o', start, true);
  }
  if (rest !== undefined) {
    const long = /^[lL]$/.test(rest) && /^(?:0[xXoObB])?[\da-fA-F]+$/.test(number);
    throw new Interruption(long ? `\`${number}${rest}\` is written \`${number}\`` : `invalid number: \`${number}${rest}\``, start, long);
  }
  return end;
}
