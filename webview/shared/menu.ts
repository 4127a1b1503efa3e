import { h } from './dom';
import './menu.css';

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
}

/** Opens a menu below an element. A null among the items draws a line. The keyboard goes back to the element afterwards. */
export function openMenu(below: HTMLElement, items: readonly (MenuItem | null)[]): void {
  const menu = h('div', { class: 'menu', role: 'menu' }, ...items.map((item) => (item ? itemButton(item, close) : h('hr', {}))));
  const buttons = [...menu.querySelectorAll<HTMLElement>('.menu-item')];
  document.body.append(menu);
  place(menu, below.getBoundingClientRect());
  below.setAttribute('aria-expanded', 'true');
  buttons[0]?.focus();
  menu.addEventListener('keydown', (event) => {
    const now = buttons.indexOf(document.activeElement as HTMLElement);
    const places: Readonly<Record<string, number>> = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: buttons.length - 1 };
    const next = places[event.key];
    if (next !== undefined) buttons[(next + buttons.length) % buttons.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener('focusout', (event) => {
    if (!menu.contains(event.relatedTarget as Node | null)) close();
  });

  function close(): void {
    if (!menu.isConnected) return;
    const inside = menu.contains(document.activeElement);
    menu.remove();
    below.setAttribute('aria-expanded', 'false');
    if (inside) below.focus();
  }
}

function itemButton({ label, run }: MenuItem, close: () => void): HTMLElement {
  const choose = () => {
    close();
    run();
  };
  return h('button', { class: 'menu-item', role: 'menuitem', tabindex: -1, on: { click: choose } }, label);
}

function place(menu: HTMLElement, anchor: DOMRect): void {
  const left = Math.min(anchor.left, innerWidth - menu.offsetWidth - 4);
  menu.style.left = `${Math.max(4, left)}px`;
  menu.style.top = `${Math.min(anchor.bottom + 2, innerHeight - menu.offsetHeight - 4)}px`;
}
