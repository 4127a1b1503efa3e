import type { Effect, RandomSource } from '../effects/effect';
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
  if (effect.draws) noteDrawOf(it, effect, effect.draws, given, node);
  if (effect.readsFile !== undefined) noteFile(it, partOf(effect.readsFile, given), 'read', node);
  if (effect.writesFile !== undefined) noteFile(it, partOf(effect.writesFile, given), 'write', node);
  if (effect.anyFile) noteCommand(it, partOf(0, given), node);
  if (effect.refuses) noteRefusal(it, effect.refuses, node);
}

/** Some draw only through what they are given. What is not known may draw from any generator, and may as well draw from none. */
function noteDrawOf(it: Interpreter, effect: Effect, source: RandomSource, given: Arguments, node: Expr): void {
  const { receiver, positional, keywords, rest, options } = given;
  const drawing = [receiver, ...positional, ...keywords.values(), rest, options].flatMap((value) =>
    [...value].filter((object) => object.kind === 'estimator' || object.kind === undefined || object.kind === 'random-generator'),
  );
  const unsettled = drawing.filter((object) => !object.settled);
  const known = unsettled.filter(({ kind }) => kind !== undefined);
  if (!effect.drawsThrough || drawing.length === 0 || known.length > 0) noteDraw(it, source, node, known.length > 0 && known.every(({ steady }) => steady));
  else if (unsettled.length > 0) noteDraw(it, 'any', node);
}
