import { runDashes, type RunInk } from '../../../src/core/palette';

const svg = 'http://www.w3.org/2000/svg';

/** A piece of a run's line; its colour follows the theme by way of ink.ts. */
export function swatch(ink: RunInk): SVGSVGElement {
  const image = document.createElementNS(svg, 'svg');
  image.classList.add('swatch', `ink-${ink.colour}`);
  image.setAttribute('viewBox', '0 0 14 8');
  image.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(svg, 'line');
  const attributes = { x1: 0, x2: 14, y1: 4, y2: 4, 'stroke-width': 3, stroke: 'currentColor', 'stroke-dasharray': dashes(ink) };
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, String(value));
  image.append(line);
  return image;
}

function dashes({ dash }: RunInk): string {
  return (runDashes[dash] ?? []).map((length) => length / 1.5).join(' ') || 'none';
}
