/**
 * How the words begin that a line with metrics has, and those with which a table, an epoch or a traceback begins. `_` is what is
 * neither letter nor digit, 0 is any digit.
 */
const BEGINNINGS = (
  'acc auc aup aur bac bce ble bpc bri cer cor cos dev dic ece elb elo ent epi epo err eva fbe fid fit ine iou ite jac kap lea lik log los ' +
  'mae map mcc mea met mia mio mrr mse nll ndc obj ppl per pre psn reg ret rec rew rms rou sco sen sil spe ssi ste tes top tra tri val wer _f0 _kl _r0 _r^ 0]\t'
).split(' ');
const NUMBERS = ['nan', 'inf'];

const WORD = 1;
const NUMBER = 2;
const OTHER_CLASSES: Readonly<Record<string, number>> = { _: 0, '0': 27, '^': 28, ']': 29, '\t': 30 };

const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) CLASSES[code] = classOf(String.fromCharCode(code));
const FOUND = new Uint8Array(1 << 15);
for (let last = 27; last < FOUND.length; last += 32) FOUND[last] = NUMBER;
for (const three of BEGINNINGS) FOUND[hashOf(three)] = (FOUND[hashOf(three)] ?? 0) | WORD;
for (const three of NUMBERS) FOUND[hashOf(three)] = NUMBER;

/** What a line can hold: metrics, only words that begin something (a table, a traceback), or nothing of interest. */
export type Sifted = 'metrics' | 'words' | 'nothing';

/** A first, fast look at the part of a text from one place up to another; nearly all that programs print is nothing. */
export function sift(text: string, from: number, to: number): Sifted {
  let found = 0;
  let hash = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    hash = ((hash << 5) | (code < 128 ? (CLASSES[code] as number) : code === SQUARED ? 28 : 0)) & 0x7fff;
    found |= FOUND[hash] as number;
  }
  if ((found & WORD) === 0) return 'nothing';
  return (found & NUMBER) === 0 ? 'words' : 'metrics';
}

const SQUARED = 0xb2;

function hashOf(three: string): number {
  return [...three].reduce((hash, char) => (hash << 5) | classOf(char), 0);
}

function classOf(char: string): number {
  const letter = char.toLowerCase().charCodeAt(0) - 96;
  if (letter >= 1 && letter <= 26) return letter;
  return char >= '0' && char <= '9' ? 27 : OTHER_CLASSES[char] ?? 0;
}
