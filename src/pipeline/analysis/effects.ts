import type { Effect } from '../effects/effect';
import type { Expr } from '../syntax/ast';
import { partOf, type Arguments } from './arguments';
import { noteCommand, noteFile } from './files';
import type { Interpreter } from './interpreter';
import { noteDraw, noteSeed } from './random';
import { noteRefusal } from './refusals';

/** What a call does besides giving a value and changing objects. */
export function noteEffect(it: Interpreter, effect: Effect, given: Arguments, node: Expr): void {
  if (effect.constant) it.unit.constants.add(node);
  if (effect.setting) it.unit.setting = true;
  if (effect.shows) it.unit.showing = true;
  if (effect.seeds) noteSeed(it, effect.seeds, node);
  if (effect.draws && !isSettled(effect, given)) noteDraw(it, effect.draws, node);
  if (effect.readsFile !== undefined) noteFile(it, partOf(effect.readsFile, given), 'read', node);
  if (effect.writesFile !== undefined) noteFile(it, partOf(effect.writesFile, given), 'write', node);
  if (effect.anyFile) noteCommand(it, partOf(0, given), node);
  if (effect.refuses) noteRefusal(it, effect.refuses, node);
}

/** It draws only through what it is given, and none of that draws. */
function isSettled(effect: Effect, { receiver, positional, keywords, rest, options }: Arguments): boolean {
  if (!effect.drawsThrough) return false;
  const drawing = [receiver, ...positional, ...keywords.values(), rest, options].flatMap((value) =>
    [...value].filter((object) => object.kind === 'estimator' || object.kind === undefined || object.kind === 'random-generator'),
  );
  return drawing.length > 0 && drawing.every((object) => object.settled);
}
