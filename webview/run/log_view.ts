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
  private readonly blocks = h('div', { class: 'log-blocks' });
  readonly element = h('div', { class: 'log-view', role: 'log', tabindex: 0, 'aria-label': 'Output of the run', 'aria-live': 'off' }, this.blocks);
  private atEnd = true;
  private top = 0;

  /** @param onEnd whether the end is in sight */
  constructor(private readonly onEnd: (atEnd: boolean) => void) {
    this.element.addEventListener('scroll', () => this.look());
    // Blocks turn out to be higher or lower than was guessed once they are drawn.
    const sizes = new ResizeObserver(() => (this.atEnd ? this.toEnd() : undefined));
    sizes.observe(this.element);
    sizes.observe(this.blocks);
  }

  /** Shows lines from number `from` on, which take the place of those that were there; earlier ones than `first` go. */
  show(lines: readonly LogLine[], first: number, from: number): void {
    for (const block of [...this.blocks.children]) {
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
    const last = this.blocks.lastElementChild;
    if (last?.getAttribute('data-block') === String(block)) return last;
    const made = h('div', { class: 'log-block', 'data-block': block, 'data-first': number });
    this.blocks.append(made);
    return made;
  }

  private look(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const goesBack = scrollTop < this.top;
    this.top = scrollTop;
    const atEnd = scrollHeight - scrollTop - clientHeight < 8 || (this.atEnd && !goesBack);
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
