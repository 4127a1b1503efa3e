import { compareNames } from '../../src/core/ordering';
import type { Environment } from '../../src/core/run';
import type { RunSnapshot } from '../../src/protocol/run_page';
import { h, setChildren, setText } from '../shared/dom';
import { allRows, Table } from '../shared/table';
import { textField } from '../shared/toolkit';
import { environmentFacts, factList, type Fact } from './overview_parts';
import type { RunTab } from './run_context';
import './environment_tab.css';

interface Package {
  readonly name: string;
  readonly version: string;
}

/** Where the run ran: Python, machine, packages. */
export class EnvironmentTab implements RunTab {
  private readonly facts = h('div', {});
  private readonly title = h('h2', { class: 'section-title' });
  private readonly table = new Table<Package>({ label: 'Packages', keyOf: ({ name }) => name });
  private readonly packages: HTMLElement;
  readonly element: HTMLElement;
  private environment: Environment | null | undefined;
  private filter = '';

  constructor() {
    const search = textField({ label: 'Filter packages', placeholder: 'Filter packages', icon: 'search', onInput: (value) => this.setFilter(value) });
    this.packages = h('section', { class: 'packages' }, this.title, search, this.table.element);
    this.element = h('div', { class: 'environment' }, this.facts, this.packages);
    this.table.setColumns([
      { id: 'name', title: 'package', width: 280, render: (cell, { name }) => setText(cell, name) },
      { id: 'version', title: 'version', width: 200, render: (cell, { version }) => setText(cell, version) },
    ]);
  }

  update(snapshot: RunSnapshot): void {
    if (snapshot.environment === this.environment) return;
    this.environment = snapshot.environment;
    this.packages.hidden = this.environment === null;
    if (this.environment === null) {
      setChildren(this.facts, h('div', { class: 'muted' }, 'The environment was not recorded.'));
      return;
    }
    const { variables, packages } = this.environment;
    const set: Fact = ['variables set', variables.length > 0 ? h('span', { class: 'code wrap' }, variables.toSorted(compareNames).join(' ')) : null];
    const facts = environmentFacts(snapshot).filter(([name]) => name !== 'packages');
    setChildren(this.facts, h('h2', { class: 'section-title' }, 'Python and machine'), factList([...facts, set]));
    setText(this.title, `Packages (${Object.keys(packages).length})`);
    this.list();
  }

  private setFilter(filter: string): void {
    this.filter = filter;
    this.list();
  }

  private list(): void {
    const wanted = this.filter.trim().toLowerCase();
    const all = Object.entries(this.environment?.packages ?? {}).map(([name, version]) => ({ name, version }));
    this.table.setRows(allRows(all.filter(({ name }) => name.toLowerCase().includes(wanted)).sort((a, b) => compareNames(a.name, b.name))));
  }
}
