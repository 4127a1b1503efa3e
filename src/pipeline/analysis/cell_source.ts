import type { Place } from '../../notebook/place';
import type { LocatedNode } from '../syntax/ast';
import type { ModuleScope } from '../syntax/scope';
import type { SourceText } from '../syntax/source_text';

/** Where a piece of the notebook's code stands, and what the names in it mean. */
export interface CellSource {
  readonly scopes: ModuleScope;
  place(node: LocatedNode): Place;
}

/** @param cell `Cell.index` */
export function cellSource(cell: number, text: SourceText, scopes: ModuleScope): CellSource {
  return { scopes, place: (node) => text.place(cell, node) };
}

/** Code that is a string inside of other code: all of it stands where the string does. */
export function quotedSource(outer: CellSource, node: LocatedNode, scopes: ModuleScope): CellSource {
  return { scopes, place: () => outer.place(node) };
}
