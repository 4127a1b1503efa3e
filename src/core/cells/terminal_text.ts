// CSI, OSC (up to BEL or ST) and other escape sequences.
const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[^[\]]?/g;

/** What a terminal shows in the end of the text that a stream gave: no colours, of a line that rewrites itself its last state. */
export function terminalText(text: string): string {
  const plain = text.includes('\x1b') ? text.replace(ESCAPES, '') : text;
  if (!/[\r\b]/.test(plain)) return plain;
  return plain.split('\n').map(lastState).join('\n');
}

function lastState(line: string): string {
  // Keras takes its bar back by as many backspaces as it is long.
  const states = line.split(/\r|\x08+/).filter((state) => state.trim() !== '');
  return states.at(-1) ?? '';
}
