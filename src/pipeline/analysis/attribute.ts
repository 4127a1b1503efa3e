import type { Effect } from '../effects/effect';
import { attributeEffect, methodEffect, moduleAttributeKind } from '../effects/lookup';
import type { Attribute } from '../syntax/ast';
import { callFunction } from './call_function';
import { boundMethod, classAttribute, isProperty, isSetter } from './class_members';
import { evaluate } from './evaluate';
import { ANY, type HeapObject } from './heap_object';
import { onReceiver } from './arguments';
import { noteEffect } from './effects';
import type { Interpreter } from './interpreter';
import { isImmutable, isPlainContainer } from './kinds';
import { mayCallMethods } from './may_call';
import { anyOf, either, NOTHING, only, type Value } from './value';

/** `value.name` as an expression, not as what is called. */
export function loadAttribute(it: Interpreter, node: Attribute): Value {
  return attributeOf(it, node, evaluate(it, node.value));
}

export function attributeOf(it: Interpreter, node: Attribute, owners: Value): Value {
  return anyOf([...owners].map((owner) => attributeOfObject(it, owner, node)));
}

function attributeOfObject(it: Interpreter, owner: HeapObject, node: Attribute): Value {
  const { attr } = node;
  switch (owner.origin.type) {
    case 'library': {
      const path = `${owner.origin.path}.${attr}`;
      const kind = moduleAttributeKind(path);
      if (isImmutable(kind) && kind !== 'module') it.unit.constants.add(node);
      return only(it.heap.library(path, kind));
    }
    case 'class':
      return either(classAttribute(owner, attr), owner.fields.get(ANY) ?? NOTHING);
    case 'instance':
      return instanceAttribute(it, owner, owner.origin.of, node);
    case 'function':
    case 'bound':
      return owner.fields.get(`.${attr}`) ?? NOTHING;
    case 'text':
    case 'made':
      return partOf(it, owner, node);
  }
}

function instanceAttribute(it: Interpreter, owner: HeapObject, type: HeapObject, node: Attribute): Value {
  const own = owner.fields.get(`.${node.attr}`) ?? NOTHING;
  const members = [...classAttribute(type, node.attr)];
  const values = members.map((member) => {
    if (member.origin.type !== 'function') return only(member);
    if (isSetter(member.origin.definition)) return NOTHING;
    if (isProperty(member.origin.definition)) return callFunction(it, member, node, onReceiver(only(owner)));
    return only(boundMethod(it, node, member, owner));
  });
  const found = either(own, anyOf(values));
  if (found.size > 0) return found;
  mayCallMethods(it, owner, node, (name) => name === '__getattr__' || name === '__getattribute__');
  return partOf(it, owner, node);
}

/** `rows.append` as a value: who calls it changes `rows`; `counts.get` gives what `counts` refers to. */
function boundMethodOf(it: Interpreter, owner: HeapObject, node: Attribute): Value {
  const effect = methodEffect(owner.kind, node.attr, { positional: 1, keywords: new Map(), statement: true });
  if (!effect || !(effect.mutates || isPlainContainer(owner.kind))) return NOTHING;
  const method = it.object(node, 'function', `${node.attr} of ${owner.id}`, { type: 'bound', receiver: owner, method: node.attr });
  it.heap.put(method, ANY, only(owner));
  return only(method);
}

function partOf(it: Interpreter, owner: HeapObject, node: Attribute): Value {
  const { attr } = node;
  const effect = attributeEffect(owner.kind, attr);
  if (effect) noteEffect(it, effect, onReceiver(only(owner)), node);
  if (isImmutable(owner.kind)) return effect?.result === undefined ? NOTHING : only(it.heap.immutable(effect.result));
  const kept = owner.fields.get(`.${attr}`);
  const bound = kept ? NOTHING : boundMethodOf(it, owner, node);
  if (owner.kind !== undefined && bound.size > 0) return bound;
  return either(memberOf(it, owner, node, effect, kept), bound);
}

function memberOf(it: Interpreter, owner: HeapObject, node: Attribute, effect: Effect | undefined, kept: Value | undefined): Value {
  const { attr } = node;
  switch (effect?.from) {
    case 'new':
      return either(it.made(node, effect.result), kept ?? NOTHING);
    case 'view': {
      const part = it.derived(node, effect.result, owner);
      // A frame has one index, which has a name of its own.
      if (effect.result === 'index') it.heap.put(owner, `.${attr}`, part);
      return either(part, kept ?? NOTHING);
    }
    case 'same':
      return only(owner);
    case 'holds':
    case 'element':
    case undefined:
  }
  if (owner.manifold) return only(owner);
  if (kept) return kept;
  if (owner.loose && owner.kind === undefined) return it.heap.get(owner, ANY);
  // A dictionary that gives its elements as attributes too, or a tuple with names.
  if (owner.kind === 'dict') return it.heap.get(owner, `["${attr}"]`);
  if (isPlainContainer(owner.kind)) {
    return it.heap.get(owner, owner.fields.size > 0 ? ANY : `.${attr}`);
  }
  // A column by its name.
  if (owner.kind === 'dataframe') return it.derived(node, effect?.result ?? 'series', owner);
  const part = it.object(node, effect?.result, `of ${owner.id}`);
  it.heap.put(owner, `.${attr}`, only(part));
  // `indexer.part` leads back to what it is part of.
  if (effect?.from === 'holds') it.heap.put(part, ANY, only(owner));
  return only(part);
}
