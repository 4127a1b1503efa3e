import { h } from './dom';
import './split.css';

/** Below this width the parts lie one above the other. */
const stackedBelow = 760;
const keyStep = 0.05;

/** Two parts beside each other with a sash between them that can be dragged, or moved by the arrow keys; either can be all. */
export class Split {
  readonly element: HTMLElement;
  private readonly first: HTMLElement;
  private readonly sash: HTMLElement;

  /** @param name what the sash is called for screen readers @param share of the first part, from 0 to 1 */
  constructor(
    name: string,
    first: HTMLElement,
    second: HTMLElement,
    private share: number,
    private readonly moved: (share: number) => void,
  ) {
    this.first = h('div', { class: 'split-part split-first' }, first);
    this.sash = h('div', { class: 'split-sash', role: 'separator', tabindex: 0, 'aria-label': name, 'aria-valuemin': 0, 'aria-valuemax': 100 });
    this.element = h('div', { class: 'split' }, this.first, this.sash, h('div', { class: 'split-part split-second' }, second));
    this.sash.addEventListener('pointerdown', (event) => this.drag(event));
    this.sash.addEventListener('keydown', (event) => this.key(event));
    this.sash.addEventListener('dblclick', () => this.set(0.45));
    new ResizeObserver(() => this.layOut()).observe(this.element);
    this.layOut();
  }

  private get stacked(): boolean {
    return this.element.clientWidth < stackedBelow;
  }

  private layOut(): void {
    this.element.classList.toggle('stacked', this.stacked);
    this.first.style.flexBasis = `${this.share * 100}%`;
    this.sash.setAttribute('aria-valuenow', String(Math.round(this.share * 100)));
    this.sash.setAttribute('aria-orientation', this.stacked ? 'horizontal' : 'vertical');
  }

  /** Near an edge it goes all the way. */
  private set(share: number): void {
    this.share = share < 0.06 ? 0 : share > 0.94 ? 1 : share;
    this.layOut();
  }

  private drag(event: PointerEvent): void {
    event.preventDefault();
    this.sash.setPointerCapture(event.pointerId);
    this.sash.classList.add('dragged');
    const move = (at: PointerEvent) => {
      const box = this.element.getBoundingClientRect();
      this.set(this.stacked ? (at.clientY - box.top) / box.height : (at.clientX - box.left) / box.width);
    };
    this.sash.addEventListener('pointermove', move);
    this.sash.addEventListener('lostpointercapture', () => {
      this.sash.removeEventListener('pointermove', move);
      this.sash.classList.remove('dragged');
      this.moved(this.share);
    }, { once: true });
  }

  private key(event: KeyboardEvent): void {
    const back = event.key === 'ArrowLeft' || event.key === 'ArrowUp';
    const on = event.key === 'ArrowRight' || event.key === 'ArrowDown';
    if (!back && !on) return;
    event.preventDefault();
    this.set(this.share + (on ? keyStep : -keyStep));
    this.moved(this.share);
  }
}
