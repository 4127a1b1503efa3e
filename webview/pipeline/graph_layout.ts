import { Graph, layout } from '@dagrejs/dagre';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** In pixels of the drawing; `x` and `y` are those of the top left corner. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface DrawnFlow {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  readonly label: Box;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly steps: ReadonlyMap<string, Box>;
  readonly flows: readonly DrawnFlow[];
}

export interface GraphSizes {
  readonly step: { readonly width: number; readonly height: number };
  /** of the label of a flow */
  readonly label: (from: string, to: string) => { readonly width: number; readonly height: number };
}

/** Places the steps of a pipeline from above to below, each under those it needs, and the ways of what flows between them. */
export function layOutGraph(
  steps: readonly { readonly id: string }[],
  flows: readonly { readonly from: string; readonly to: string }[],
  sizes: GraphSizes,
): GraphLayout {
  const graph = new Graph().setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 18, ranksep: 26, marginx: 12, marginy: 12 });
  for (const { id } of steps) graph.setNode(id, { ...sizes.step });
  for (const { from, to } of flows) graph.setEdge(from, to, { ...sizes.label(from, to), labelpos: 'c' });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    steps: new Map(steps.map(({ id }) => [id, boxOf(graph.node(id) as Box)])),
    flows: flows.map(({ from, to }) => {
      const edge = graph.edge(from, to) as Box & { points: Point[] };
      return { from, to, points: edge.points, label: boxOf(edge) };
    }),
  };
}

/** dagre places things by their middle. */
function boxOf({ x, y, width, height }: Box): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** A smooth line through points, as the `d` of an SVG path. */
export function curveThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const middles = rest.slice(0, -1).map((point, place) => {
    const next = rest[place + 1] ?? last;
    const end = place === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q ${point.x} ${point.y} ${end.x} ${end.y}`;
  });
  return middles.length === 0 ? `M ${first.x} ${first.y} L ${last.x} ${last.y}` : `M ${first.x} ${first.y} ${middles.join(' ')}`;
}
