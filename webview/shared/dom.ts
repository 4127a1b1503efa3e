export type Child = Node | string | number | null | undefined | false;

export interface Props {
  readonly class?: string;
  /** by event name */
  readonly on?: Readonly<Record<string, (event: never) => void>>;
  /** attributes: `true` sets an empty one, `false` and undefined none */
  readonly [attribute: string]: string | number | boolean | undefined | Readonly<Record<string, (event: never) => void>>;
}

/**
 * Makes an element. Children that are not nodes become text nodes, never HTML, so that whatever a name or a file holds
 * stays text.
 */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props?: Props, ...children: Child[]): HTMLElementTagNameMap[K];
export function h(tag: string, props?: Props, ...children: Child[]): HTMLElement;
export function h(tag: string, props: Props = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on') listen(element, value as NonNullable<Props['on']>);
    else setAttribute(element, name, value as string | number | boolean | undefined);
  }
  element.append(...present(children));
  return element;
}

/** One of VS Code's own icons; a name for it has to stand beside it or on what holds it. */
export function icon(name: string, extraClass = ''): HTMLSpanElement {
  return h('span', { class: `codicon codicon-${name} ${extraClass}`.trim(), 'aria-hidden': 'true' });
}

export function setChildren(parent: Element, ...children: Child[]): void {
  parent.replaceChildren(...present(children));
}

/** Sets text only where it is not that already, so that a selection in it survives. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes a parent's children those of `items`, in their order: an element stays with its key and is updated, so that
 * focus, hover and scroll place survive.
 */
export function keyed<Item, E extends Element>(
  parent: Element,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  create: (item: Item) => E,
  update: (element: E, item: Item) => void,
): void {
  const old = new Map([...parent.children].map((child) => [child.getAttribute('data-key'), child as E]));
  let after: Element | null = null;
  for (const item of items) {
    const key = keyOf(item);
    let element = old.get(key);
    if (element) old.delete(key);
    else {
      element = create(item);
      element.setAttribute('data-key', key);
    }
    update(element, item);
    const place: Element | null = after ? after.nextElementSibling : parent.firstElementChild;
    if (place !== element) parent.insertBefore(element, place);
    after = element;
  }
  for (const gone of old.values()) gone.remove();
}

function setAttribute(element: Element, name: string, value: string | number | boolean | undefined): void {
  if (value === undefined || value === false) return;
  element.setAttribute(name, value === true ? '' : String(value));
}

function listen(element: Element, listeners: NonNullable<Props['on']>): void {
  for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as unknown as EventListener);
}

function present(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    return typeof child === 'number' ? String(child) : child;
  });
}
