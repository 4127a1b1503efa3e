import type { Place } from '../../notebook/place';
import type { LocatedNode } from '../syntax/ast';
import type { CellSource } from './cell_source';
import type { Context } from './context';

/** A piece of code as it is reached from a top-level statement. */
export interface Sight {
  readonly node: LocatedNode;
  readonly source: CellSource;
  readonly context: Context;
}

/** The place in the statement itself, and those inside of called functions, outermost first. */
export function placesOf({ node, source, context }: Sight): { place: Place; through: Place[] } {
  const through: Place[] = [];
  let place = source.place(node);
  for (let at: Context | undefined = context; at?.call; at = at.caller) {
    through.unshift(place);
    place = at.call.source.place(at.call.node);
  }
  return { place, through };
}
