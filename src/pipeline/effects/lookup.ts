import type { CallShape, Effect, Kind } from './effect';
import { joined } from './joined';
import { Known } from './known';
import { ALIASES, LIBRARIES } from './libraries';
import { effectOf } from './notation';

// What is asked of effects is asked here.
export { iterationEffect, subscriptEffect } from './subscripts';

const PLAIN: CallShape = { positional: 0, keywords: new Map(), statement: false };
const known = new Known(LIBRARIES, ALIASES);

/**
 * What calling a function does, by the name under which its library has it: `pandas.read_csv`, `builtins.len`,
 * `sklearn.linear_model.LogisticRegression`. Undefined where that is not known.
 */
export function functionEffect(qualified: string, shape: CallShape): Effect | undefined {
  const name = known.canonical(qualified);
  const rule = known.function(name);
  return rule === undefined ? unboundMethodEffect(name, shape) : effectOf(rule, shape);
}

/**
 * What calling a method does. Where the kind of its receiver is not known (undefined) it is told by the method's name, as
 * carefully as the kinds that have such a method demand. Undefined where nothing is known.
 */
export function methodEffect(kind: Kind | undefined, name: string, shape: CallShape): Effect | undefined {
  return memberEffect('methods', kind, name, shape);
}

/** What reading an attribute gives; `from` tells how that hangs together with the object it is read from. */
export function attributeEffect(kind: Kind | undefined, name: string): Effect | undefined {
  return memberEffect('attributes', kind, name, PLAIN);
}

/** What an attribute of a module is, where it is not a function or a class: `numpy.pi`, `sys.argv`. */
export function moduleAttributeKind(qualified: string): Kind | undefined {
  const rule = known.value(known.canonical(qualified));
  return rule && effectOf(rule, PLAIN).result;
}

function memberEffect(part: 'methods' | 'attributes', kind: Kind | undefined, name: string, shape: CallShape): Effect | undefined {
  if (kind !== undefined) {
    const rule = known.member(part, kind, name);
    return rule && ofReceiver(effectOf(rule, shape), kind);
  }
  const effects = known.memberOfAnyKind(part, name).map((rule) => effectOf(rule, shape));
  return effects.length === 0 ? undefined : effects.reduce(joined);
}

/** With the kind said where it is that of a receiver that is known. */
function ofReceiver(effect: Effect, kind: Kind): Effect {
  if (effect.like !== 'receiver') return effect;
  const { like: _, ...rest } = effect;
  return { ...rest, result: kind };
}

/** `pandas.DataFrame.head(df)`: a method that is called on its class is given the receiver as its first argument. */
function unboundMethodEffect(name: string, shape: CallShape): Effect | undefined {
  const dot = name.lastIndexOf('.');
  const owner = dot < 0 ? undefined : known.function(name.slice(0, dot));
  const kind = owner && effectOf(owner, PLAIN).result;
  if (kind === undefined || shape.positional === 0) return undefined;
  const effect = methodEffect(kind, name.slice(dot + 1), {
    ...shape,
    positional: shape.positional - 1,
    ...(shape.values && { values: shape.values.slice(1) }),
  });
  return effect && withReceiverFirst(effect);
}

function withReceiverFirst(effect: Effect): Effect {
  const moved = <P>(part: P) => (part === 'receiver' ? 0 : typeof part === 'number' ? part + 1 : part);
  return {
    ...effect,
    ...(effect.mutates && { mutates: effect.mutates.map(moved) }),
    ...(effect.readsFile !== undefined && { readsFile: moved(effect.readsFile) }),
    ...(effect.writesFile !== undefined && { writesFile: moved(effect.writesFile) }),
  };
}
