import type { Kind } from '../effects/effect';
import { ANY, HeapObject, isInner, REACHES, type Origin } from './heap_object';
import { isImmutable, isStream, unstorable } from './kinds';
import { anyOf, either, NOTHING, only, type Value } from './value';

const MADE: Origin = { type: 'made' };
/** More objects than these are not told apart where a variable or a container has them. */
const MOST = 16;

/** All objects, and how they refer to each other. It only ever grows. */
export class Heap {
  private readonly immutables = new Map<Kind, HeapObject>();
  private readonly texts = new Map<string, HeapObject>();
  private readonly libraries = new Map<string, HeapObject>();
  private made = 0;
  /** how many references there are */
  references = 0;
  /** how many objects and references were gone through to find out what refers to what */
  visits = 0;
  /** the statement that is being followed */
  now = 0;

  make(kind: Kind | undefined, unit: number, origin: Origin = MADE): HeapObject {
    const object = new HeapObject(this.made++, kind, origin, unit);
    if (origin.type === 'function' || origin.type === 'instance' || origin.type === 'bound') object.reaches |= REACHES.function;
    if (unstorable(kind)) object.reaches |= REACHES.unstorable;
    return object;
  }

  immutable(kind: Kind): HeapObject {
    let object = this.immutables.get(kind);
    if (!object) this.immutables.set(kind, (object = this.make(kind, -1)));
    return object;
  }

  text(text: string, kind: 'string' | 'path' = 'string'): HeapObject {
    const key = `${kind} ${text}`;
    let object = this.texts.get(key);
    if (!object) this.texts.set(key, (object = this.make(kind, -1, { type: 'text', text })));
    return object;
  }

  library(path: string, kind?: Kind): HeapObject {
    let object = this.libraries.get(path);
    if (!object) this.libraries.set(path, (object = this.make(kind, -1, { type: 'library', path })));
    return object;
  }

  /** From now on `container` may refer to these, under this key. */
  put(container: HeapObject, key: string, value: Value): void {
    if (value.size === 0 || isImmutable(container.kind)) return;
    const before = container.fields.get(key) ?? NOTHING;
    const after = either(before, value);
    if (after === before) return;
    container.fields.set(key, container.manifold ? after : this.gathered(after));
    this.references++;
    if (container.kind === undefined && key === ANY && container.origin.type === 'made') container.loose = true;
    // What was gathered refers to the value itself.
    for (const object of container.fields.get(key) === after ? value : (container.fields.get(key) ?? NOTHING)) {
      // Nothing becomes of a constant, so nobody has to know who refers to it.
      if (object.unit < 0) continue;
      if (!object.holders.has(container)) {
        object.holders.set(container, this.now);
        container.held.set(object, this.now);
      }
      this.spread(container, object.reaches);
    }
  }

  /** The same value, with one object for all of those that come to be too many to be followed one by one. */
  gathered(value: Value): Value {
    if (value.size <= MOST) return value;
    const many = [...value].filter(({ origin, unit, manifold }) => origin.type === 'made' && unit >= 0 && !manifold);
    if (many.length <= MOST) return value;
    const one = this.make(undefined, this.now);
    one.manifold = true;
    this.put(one, ANY, new Set(many));
    const gone = new Set(many);
    return new Set([...value].filter((object) => !gone.has(object))).add(one);
  }

  /** What a container may give under a key. Where it is not known what all it holds, something unknown is among it. */
  get(container: HeapObject, key: string): Value {
    if (isImmutable(container.kind)) return NOTHING;
    if (container.loose || container.manifold) return this.anythingIn(container);
    const found = key === ANY ? this.contents(container) : either(container.fields.get(key) ?? NOTHING, container.fields.get(ANY) ?? NOTHING);
    const isAllKnown = container.kind !== undefined || key !== ANY;
    return found.size > 0 && isAllKnown ? found : either(found, this.part(container, key === ANY ? '?' : key));
  }

  /** All that a container is known to refer to, whatever the key. */
  contents(container: HeapObject): Value {
    if (container.loose || container.manifold) return this.anythingIn(container);
    return anyOf([...container.fields].map(([key, value]) => (isInner(key) ? NOTHING : value)));
  }

  /** From now on these two may share memory. */
  share(one: HeapObject, other: HeapObject): void {
    if (one === other || isImmutable(one.kind) || isImmutable(other.kind) || one.unit < 0 || other.unit < 0) return;
    one.shares.add(other);
    other.shares.add(one);
  }

  /** It is no longer known under which key a container keeps what it refers to. */
  blur(container: HeapObject): void {
    this.put(container, ANY, this.contents(container));
  }

  /**
   * All that can be got at from here by references, these objects excluded unless they refer to themselves.
   * @param follows whether a reference counts
   */
  below(roots: Iterable<HeapObject>, follows: (key: string, part: HeapObject, whole: HeapObject) => boolean = (key) => !isInner(key)): Value {
    const found = new Set<HeapObject>();
    const waiting = [...roots];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      this.visits++;
      for (const [key, value] of next.fields) {
        this.visits += value.size;
        for (const object of value) {
          if (found.has(object) || !follows(key, object, next)) continue;
          found.add(object);
          waiting.push(object);
        }
      }
    }
    return found;
  }

  /** These objects and all that refer to them, directly or not. */
  above(objects: Iterable<HeapObject>): Set<HeapObject> {
    return this.closure(objects, (object) => object.holders.keys());
  }

  /** These objects and all whose memory they may share. */
  sharing(objects: Iterable<HeapObject>): Set<HeapObject> {
    return this.closure(objects, (object) => object.shares);
  }

  private closure(start: Iterable<HeapObject>, next: (object: HeapObject) => Iterable<HeapObject>): Set<HeapObject> {
    const found = new Set(start);
    for (const object of found) for (const one of next(object)) found.add(one);
    this.visits += found.size;
    return found;
  }

  /** One object for all that is below a container, of which nobody knows how it lies there. */
  private anythingIn(container: HeapObject): Value {
    if (container.manifold) return only(container);
    const part = this.part(container, '?');
    for (const object of part) {
      object.manifold = true;
      // What is left of a stream is what it gave: that can be stored.
      this.put(object, ANY, isStream(container.kind) ? anyOf([...container.fields].map(([key, value]) => (key === '?' ? NOTHING : value))) : only(container));
    }
    return part;
  }

  private part(container: HeapObject, key: string): Value {
    const before = container.fields.get(key);
    if (before) return before;
    const part = only(this.make(undefined, container.unit));
    this.put(container, key, part);
    return part;
  }

  private spread(object: HeapObject, reaches: number): void {
    // Going through a stream uses it up, so who refers to one is not the worse for it than who is one: both cannot be stored.
    const news = reaches & ~object.reaches;
    if (news === 0) return;
    object.reaches |= news;
    for (const holder of object.holders.keys()) this.spread(holder, news);
  }
}

/** The elements of streams among values, which is what remains of them when they were gone through. */
export function withoutStreams(heap: Heap, value: Value): Value {
  if (![...value].some((object) => isStream(object.kind))) return value;
  return anyOf([...value].map((object) => (isStream(object.kind) ? heap.contents(object) : only(object))));
}
