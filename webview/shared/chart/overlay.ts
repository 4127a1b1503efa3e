import type { Theme } from '../theme';
import { drawCurve, type Curve, type Projection } from './curves_plugin';

export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
}

/** A canvas over the chart for what follows the pointer, so that the curves need not be drawn again with every move. */
export class Overlay {
  constructor(private readonly canvas: HTMLCanvasElement) {}

  /** @param x of the crosshair, in the data's unit */
  draw(projection: Projection, theme: Theme, x: number | undefined, dots: readonly Dot[], highlighted: Curve | undefined): void {
    const ctx = this.prepare();
    if (!ctx) return;
    const { area } = projection;
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top - 2, area.width, area.height + 4);
    ctx.clip();
    if (highlighted) {
      drawCurve(ctx, { ...highlighted, behind: null, colour: theme.background, dash: [] }, projection, 6);
      drawCurve(ctx, { ...highlighted, behind: null }, projection, 3);
    }
    if (x !== undefined) {
      const left = Math.round(projection.x(x)) + 0.5;
      ctx.strokeStyle = theme.faint;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(left, area.top);
      ctx.lineTo(left, area.bottom);
      ctx.stroke();
    }
    ctx.restore();
    for (const dot of dots) drawDot(ctx, projection, theme, dot);
  }

  clear(): void {
    this.prepare();
  }

  private prepare(): CanvasRenderingContext2D | null {
    const { canvas } = this;
    const scale = devicePixelRatio || 1;
    const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const ctx = canvas.getContext('2d');
    ctx?.setTransform(scale, 0, 0, scale, 0, 0);
    ctx?.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    return ctx;
  }
}

function drawDot(ctx: CanvasRenderingContext2D, projection: Projection, theme: Theme, dot: Dot): void {
  const [left, top] = [projection.x(dot.x), projection.y(dot.y)];
  if (left < projection.area.left - 1 || left > projection.area.right + 1) return;
  ctx.fillStyle = dot.colour;
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(left, top, 4, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}
