/** Lets the person drag over a stretch of a chart, and tells the pixels from where to where. */
export class DragToZoom {
  private from: number | undefined;

  /**
   * @param band drawn over what was dragged over so far
   * @param zoomed left and right edge of the stretch, in pixels of the body
   */
  constructor(
    private readonly body: HTMLElement,
    private readonly band: HTMLElement,
    private readonly zoomed: (left: number, right: number) => void,
  ) {
    body.addEventListener('pointerdown', (event) => this.start(event));
    body.addEventListener('pointermove', (event) => this.move(event));
    body.addEventListener('pointerup', (event) => this.end(event));
    body.addEventListener('pointercancel', () => this.cancel());
  }

  get dragging(): boolean {
    return this.from !== undefined;
  }

  cancel(): void {
    this.from = undefined;
    this.band.hidden = true;
  }

  private start(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.from = this.place(event);
    this.body.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    if (this.from === undefined) return;
    const [left, right] = sorted(this.from, this.place(event));
    this.band.hidden = right - left < leastPixels;
    this.band.style.left = `${left}px`;
    this.band.style.width = `${right - left}px`;
  }

  private end(event: PointerEvent): void {
    if (this.from === undefined) return;
    const [left, right] = sorted(this.from, this.place(event));
    this.cancel();
    if (right - left >= leastPixels) this.zoomed(left, right);
  }

  private place(event: PointerEvent): number {
    return event.clientX - this.body.getBoundingClientRect().left;
  }
}

/** Less than this is a click. */
const leastPixels = 5;

function sorted(one: number, other: number): [number, number] {
  return one < other ? [one, other] : [other, one];
}
