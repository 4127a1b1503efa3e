import { h, setChildren } from './dom';
import './tabs.css';

/** One tab's content. It is made when it is first looked at. */
export interface TabPage {
  readonly element: HTMLElement;
  /** It is seen, or no longer. */
  setShown?(shown: boolean): void;
}

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly make: () => TabPage;
}

/** A row of tabs with the panel of the chosen one; arrow keys move along the row. */
export class Tabs {
  readonly bar = h('div', { class: 'tabs', role: 'tablist', on: { keydown: (event: KeyboardEvent) => this.key(event) } });
  readonly panel = h('div', { class: 'tab-panel', role: 'tabpanel', tabindex: -1 });
  private readonly made = new Map<string, TabPage>();
  private shown: string | undefined;

  constructor(
    private readonly tabs: readonly Tab[],
    private readonly chosen: (id: string) => void,
  ) {
    this.bar.append(...tabs.map((tab) => this.button(tab)));
  }

  get current(): string | undefined {
    return this.shown;
  }

  /** Shows a tab; a name that no tab has shows the first. */
  show(id: string | undefined): void {
    const tab = this.tabs.find((each) => each.id === id) ?? this.tabs[0];
    if (!tab || tab.id === this.shown) return;
    const before = this.shown === undefined ? undefined : this.made.get(this.shown);
    if (before) before.element.hidden = true;
    before?.setShown?.(false);
    this.shown = tab.id;
    const page = this.made.get(tab.id) ?? this.makePage(tab);
    page.element.hidden = false;
    for (const button of this.bar.children) {
      const selected = button.id === buttonId(tab.id);
      button.setAttribute('aria-selected', String(selected));
      button.setAttribute('tabindex', selected ? '0' : '-1');
    }
    this.panel.setAttribute('aria-labelledby', buttonId(tab.id));
    page.setShown?.(true);
  }

  /** A number beside the title, such as how many there are; 0 shows none. */
  setCount(id: string, count: number): void {
    const button = this.bar.querySelector(`#${buttonId(id)}`);
    const tab = this.tabs.find((each) => each.id === id);
    if (button && tab) setChildren(button, `${tab.title} `, count > 0 && h('span', { class: 'tab-count' }, count));
  }

  setHidden(id: string, hidden: boolean): void {
    this.bar.querySelector(`#${buttonId(id)}`)?.toggleAttribute('hidden', hidden);
  }

  /** Pages stay in the panel when another is shown, so that they are found again as they were left. */
  private makePage(tab: Tab): TabPage {
    const page = tab.make();
    this.made.set(tab.id, page);
    this.panel.append(page.element);
    return page;
  }

  private button({ id, title }: Tab): HTMLElement {
    return h('button', { class: 'tab', role: 'tab', id: buttonId(id), tabindex: -1, 'aria-selected': 'false', on: { click: () => this.choose(id) } }, title);
  }

  private choose(id: string): void {
    this.show(id);
    this.chosen(id);
  }

  private key(event: KeyboardEvent): void {
    const seen = this.tabs.filter(({ id }) => !this.bar.querySelector(`#${buttonId(id)}`)?.hasAttribute('hidden'));
    const now = seen.findIndex(({ id }) => id === this.shown);
    const places: Readonly<Record<string, number>> = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: seen.length - 1 };
    const place = places[event.key];
    if (place === undefined) return;
    const tab = seen[(place + seen.length) % seen.length];
    if (!tab) return;
    this.choose(tab.id);
    this.bar.querySelector<HTMLElement>(`#${buttonId(tab.id)}`)?.focus();
    event.preventDefault();
  }
}

function buttonId(id: string): string {
  return `tab-${id}`;
}
