import type { SeriesView } from '../../src/core/series';
import { xRangeOf, yRangeOf } from './chart/range';
import { traceOf } from './chart/trace';

const svg = 'http://www.w3.org/2000/svg';

/** A curve the size of a word, in the colour of what it stands in. */
export class Sparkline {
  readonly element = document.createElementNS(svg, 'svg');
  private readonly path = document.createElementNS(svg, 'path');

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    const attributes = { class: 'sparkline', viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' };
    for (const [name, value] of Object.entries(attributes)) this.element.setAttribute(name, String(value));
    for (const [name, value] of Object.entries({ fill: 'none', stroke: 'currentColor', 'stroke-width': 1.25, 'stroke-linejoin': 'round' })) {
      this.path.setAttribute(name, String(value));
    }
    this.element.append(this.path);
  }

  show(view: SeriesView | undefined): void {
    this.path.setAttribute('d', view ? sparkPath(view, this.width, this.height) : '');
  }
}

/** The path of an SVG that draws the series from edge to edge; where the line is interrupted a new piece begins. */
export function sparkPath(view: SeriesView, width: number, height: number): string {
  const series = [{ view, xShift: 0 }];
  const x = xRangeOf(series);
  if (!x) return '';
  const y = yRangeOf(series, x, false);
  const { xs, ys } = traceOf(view);
  let pen = 'M';
  let path = '';
  xs.forEach((at, index) => {
    const value = ys[index] ?? NaN;
    if (Number.isNaN(value)) {
      pen = 'M';
      return;
    }
    const left = ((at - x.min) / (x.max - x.min)) * width;
    const top = height - ((value - y.min) / (y.max - y.min)) * height;
    path += `${pen}${left.toFixed(1)} ${top.toFixed(1)}`;
    pen = 'L';
  });
  return path;
}
