import { formatDate } from '../../src/core/format';
import { ansiElements } from '../shared/ansi_view';
import { h } from '../shared/dom';
import type { LogLine } from './log_lines';

const blockLines = 20;

/**
 * The lines of a log on the screen, in blocks that the browser draws only where they are seen. It stays at the end while
 * the end is in sight, and stays where it is when the person has scrolled away from it.
 */
export class LogView {
  readonly element = h('div', { class: 'log-view', role: 'log', tabindex: 0, 'aria-label': 'Output of the run', 'aria-live': 'off' });
  private atEnd = true;

  /** @param onEnd whether the end is in sight */
  constructor(private readonly onEnd: (atEnd: boolean) => void) {
    this.element.addEventListener('scroll', () => this.look());
    new ResizeObserver(() => (this.atEnd ? this.toEnd() : undefined)).observe(this.element);
  }

  /** Shows lines from number `from` on, which take the place of those that were there; earlier ones than `first` go. */
  show(lines: readonly LogLine[], first: number, from: number): void {
    const { element } = this;
    for (const block of [...element.children]) {
      const start = Number(block.getAttribute('data-first'));
      const count = block.childElementCount;
      if (start + count <= first || start >= from) block.remove();
      else if (start + count > from) for (const line of [...block.children].slice(from - start)) line.remove();
    }
    for (let number = Math.max(from, first); number < first + lines.length; number++) {
      const line = lines[number - first];
      if (line) this.blockFor(number).append(lineElement(line));
    }
    if (this.atEnd) this.toEnd();
  }

  toEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
    this.look();
  }

  /** The text node and offset of a place in a line, for a highlight. */
  range(number: number, start: number, end: number): Range | undefined {
    const line = this.lineElement(number);
    if (!line) return undefined;
    const range = document.createRange();
    let passed = 0;
    for (const span of line.children) {
      const text = span.firstChild;
      const length = text?.nodeValue?.length ?? 0;
      if (text && start >= passed && start <= passed + length) range.setStart(text, start - passed);
      if (text && end >= passed && end <= passed + length) {
        range.setEnd(text, end - passed);
        return range;
      }
      passed += length;
    }
    return undefined;
  }

  reveal(number: number): void {
    this.lineElement(number)?.scrollIntoView({ block: 'center' });
    this.look();
  }

  private lineElement(number: number): Element | undefined {
    const block = this.element.querySelector(`[data-block="${Math.floor(number / blockLines)}"]`);
    return block?.children[number - Number(block.getAttribute('data-first'))];
  }

  private blockFor(number: number): Element {
    const block = Math.floor(number / blockLines);
    const last = this.element.lastElementChild;
    if (last?.getAttribute('data-block') === String(block)) return last;
    const made = h('div', { class: 'log-block', 'data-block': block, 'data-first': number });
    this.element.append(made);
    return made;
  }

  private look(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const atEnd = scrollHeight - scrollTop - clientHeight < 8;
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    this.onEnd(atEnd);
  }
}

function lineElement({ stream, timeMs, spans }: LogLine): HTMLElement {
  const line = h('div', { class: `log-line ${stream}`, title: `${formatDate(timeMs)} ${stream}` });
  line.append(...ansiElements(spans));
  return line;
}
