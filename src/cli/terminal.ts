import { styleText } from 'node:util';

/** Where a terminal does not know its size and says 0. */
const USUAL_WIDTH = 80;
const USUAL_HEIGHT = 24;

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Where a command writes, and what that place can show. */
export class Terminal {
  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly err: NodeJS.WriteStream,
  ) {}

  /** false when the output goes to a file or another program */
  get isInteractive(): boolean {
    return this.out.isTTY;
  }

  /** columns; without end where it is no terminal */
  get width(): number {
    return this.out.isTTY ? this.out.columns || USUAL_WIDTH : Infinity;
  }

  /** columns for what is not the result */
  get errorWidth(): number {
    return (this.err.isTTY && this.err.columns) || USUAL_WIDTH;
  }

  /** rows; without end where it is no terminal */
  get height(): number {
    return this.out.isTTY ? this.out.rows || USUAL_HEIGHT : Infinity;
  }

  write(text: string): void {
    this.out.write(text);
  }

  line(text = ''): void {
    this.out.write(`${text}\n`);
  }

  lines(texts: readonly string[]): void {
    if (texts.length > 0) this.line(texts.join('\n'));
  }

  /** What is not the command's result: hints, notices. */
  aside(text: string): void {
    this.err.write(`${text}\n`);
  }

  /** Styled only on a terminal that shows colours and where `NO_COLOR` is not set. */
  style(style: Style, text: string): string {
    return text === '' ? text : styleText(style, text, { stream: this.out });
  }

  /** JSON for programs; numbers that it lacks are the strings of the journal: "NaN", "Infinity", "-Infinity". */
  json(value: unknown): void {
    this.line(JSON.stringify(value, asJsonNumber, 2));
  }

  /** A JSON list, item by item: all of a large store would be longer than a text can be. */
  jsonList<Item>(items: readonly Item[], toJson: (item: Item) => unknown): void {
    if (items.length === 0) return this.line('[]');
    this.line('[');
    items.forEach((item, at) => {
      const text = JSON.stringify(toJson(item), asJsonNumber, 2).replaceAll('\n', '\n  ');
      this.line(`  ${text}${at < items.length - 1 ? ',' : ''}`);
    });
    this.line(']');
  }

  /** JSON on one line, for output that goes on. */
  jsonLine(value: unknown): void {
    this.line(JSON.stringify(value, asJsonNumber));
  }
}

/** For JSON.stringify: numbers that JSON lacks as strings. */
export function asJsonNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
