import type { Chart, ChartArea, Plugin } from 'chart.js';
import type { Mark, Trace } from './trace';

/** A line with its marks, ready to be drawn. */
export interface Curve {
  readonly runId: string;
  readonly trace: Trace;
  /** under a smoothed curve: what it was smoothed from */
  readonly behind: Trace | null;
  readonly colour: string;
  readonly dash: readonly number[];
}

const pointsAPixel = 2;

/** From data to pixels of the chart's area. */
export interface Projection {
  x(value: number): number;
  y(value: number): number;
  readonly area: ChartArea;
  readonly xMin: number;
  readonly xMax: number;
}

/** A Chart.js plugin that draws curves between the axes. */
export function curvesPlugin(curves: () => readonly Curve[]): Plugin {
  return {
    id: 'curves',
    beforeDatasetsDraw(chart) {
      const projection = projectionOf(chart);
      if (!projection) return;
      const { ctx } = chart;
      ctx.save();
      clipTo(ctx, projection.area);
      const points = curves().reduce((sum, { trace }) => sum + trace.xs.length, 0);
      // Where points are closer than pixels a wide line would be a blot; and it takes many times as long to draw as a hairline.
      const width = points > projection.area.width * pointsAPixel ? 1 : 1.5;
      for (const curve of curves()) drawCurve(ctx, curve, projection, width);
      ctx.restore();
      for (const curve of curves()) drawMarks(ctx, curve, projection);
    },
  };
}

/** Undefined until the chart has a size. */
export function projectionOf(chart: Chart): Projection | undefined {
  const { chartArea: area, scales } = chart;
  const [x, y] = [scales['x'], scales['y']];
  if (!area || !x || !y || area.width <= 0) return undefined;
  const log = y.type === 'logarithmic';
  const [low, high] = log ? [Math.log10(y.min), Math.log10(y.max)] : [y.min, y.max];
  const xFactor = area.width / (x.max - x.min);
  const yFactor = area.height / (high - low);
  return {
    area,
    xMin: x.min,
    xMax: x.max,
    x: (value) => area.left + (value - x.min) * xFactor,
    y: (value) => area.bottom - ((log ? Math.log10(value) : value) - low) * yFactor,
  };
}

export function drawCurve(ctx: CanvasRenderingContext2D, curve: Curve, projection: Projection, width: number): void {
  ctx.strokeStyle = curve.colour;
  ctx.fillStyle = curve.colour;
  ctx.lineJoin = 'round';
  if (curve.behind) {
    ctx.globalAlpha = 0.3;
    ctx.lineWidth = 1;
    ctx.setLineDash([]);
    strokeTrace(ctx, curve.behind, projection);
    ctx.globalAlpha = 1;
  }
  ctx.lineWidth = width;
  ctx.setLineDash([...curve.dash]);
  const points = strokeTrace(ctx, curve.trace, projection);
  ctx.setLineDash([]);
  if (points * pixelsAPoint < projection.area.width) drawPoints(ctx, curve.trace, projection, width + 0.5);
}

/** Points are drawn as dots where there is at least so much room for each. */
const pixelsAPoint = 14;

/** Draws what lies between the ends of the x axis, and one point beyond each; returns how many points that was. */
function strokeTrace(ctx: CanvasRenderingContext2D, { xs, ys }: Trace, projection: Projection): number {
  const from = Math.max(0, lowerBound(xs, projection.xMin) - 1);
  const to = Math.min(xs.length, lowerBound(xs, projection.xMax) + 1);
  let pen = false;
  ctx.beginPath();
  for (let index = from; index < to; index++) {
    const y = ys[index] ?? NaN;
    if (Number.isNaN(y)) {
      pen = false;
      continue;
    }
    const [left, top] = [projection.x(xs[index] ?? NaN), projection.y(y)];
    if (pen) ctx.lineTo(left, top);
    else ctx.moveTo(left, top);
    // A point between two gaps has no line of its own.
    if (!pen && Number.isNaN(ys[index + 1] ?? NaN)) ctx.lineTo(left + 0.01, top);
    pen = true;
  }
  ctx.lineCap = 'round';
  ctx.stroke();
  return to - from;
}

function drawPoints(ctx: CanvasRenderingContext2D, { xs, ys }: Trace, projection: Projection, radius: number): void {
  ctx.beginPath();
  for (let index = 0; index < xs.length; index++) {
    const y = ys[index] ?? NaN;
    if (Number.isNaN(y)) continue;
    const [left, top] = [projection.x(xs[index] ?? NaN), projection.y(y)];
    ctx.moveTo(left + radius, top);
    ctx.arc(left, top, radius, 0, 2 * Math.PI);
  }
  ctx.fill();
}

/** NaN: a cross at the lower edge. Beyond the axis: a triangle at the edge that the value lies behind. */
function drawMarks(ctx: CanvasRenderingContext2D, { trace, colour }: Curve, projection: Projection): void {
  const { area } = projection;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 1.5;
  for (const mark of trace.marks) {
    const left = Math.max(projection.x(mark.x), area.left);
    const right = Math.min(projection.x(mark.xEnd), area.right);
    if (right < area.left - 0.5 || left > area.right + 0.5) continue;
    if (mark.kind === 'nan') drawCross(ctx, left, right, area.bottom - markSize);
    else drawTriangle(ctx, left, mark.kind === 'above' ? area.top : area.bottom, mark.kind);
  }
  ctx.restore();
}

const markSize = 4;

function drawCross(ctx: CanvasRenderingContext2D, left: number, right: number, y: number): void {
  ctx.beginPath();
  // Thinned data tell how many NaNs there were from here to there, but not where: a line spans the places.
  if (right - left > 2 * markSize) {
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
  }
  const x = (left + right) / 2;
  ctx.moveTo(x - markSize, y - markSize);
  ctx.lineTo(x + markSize, y + markSize);
  ctx.moveTo(x - markSize, y + markSize);
  ctx.lineTo(x + markSize, y - markSize);
  ctx.stroke();
}

function drawTriangle(ctx: CanvasRenderingContext2D, x: number, edge: number, kind: Mark['kind']): void {
  const inward = kind === 'above' ? 1 : -1;
  ctx.beginPath();
  ctx.moveTo(x, edge + inward);
  ctx.lineTo(x - markSize, edge + inward * (2 * markSize));
  ctx.lineTo(x + markSize, edge + inward * (2 * markSize));
  ctx.fill();
}

function clipTo(ctx: CanvasRenderingContext2D, area: ChartArea): void {
  ctx.beginPath();
  // A line along the edge keeps its whole width.
  ctx.rect(area.left, area.top - 2, area.width, area.height + 4);
  ctx.clip();
}

function lowerBound(xs: Float64Array, x: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? Infinity) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
