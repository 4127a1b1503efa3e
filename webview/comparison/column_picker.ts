import { h, setChildren } from '../shared/dom';
import { button, textField } from '../shared/toolkit';
import type { RowColumns } from '../../src/core/sort_rows';
import './column_picker.css';

/** A page never asks for more columns of a kind (src/protocol/comparison_page.ts); nobody reads as many either. */
const mostColumns = 50;

/**
 * Lets the person choose the columns of the runs' table.
 * @param chosen told at each change; null: the page is to choose again
 */
export function pickColumns(all: RowColumns, now: RowColumns, chosen: (columns: RowColumns | null) => void): void {
  const picked = { metrics: new Set(now.metrics), params: new Set(now.params) };
  let filter = '';
  const list = h('div', { class: 'picker-list' });
  const search = textField({ label: 'Filter columns', placeholder: 'Filter columns', icon: 'search', onInput: (value) => {
    filter = value.toLowerCase();
    fill();
  } });
  const reset = () => {
    chosen(null);
    dialog.close();
  };
  const dialog = h(
    'dialog',
    { class: 'picker', 'aria-label': 'Columns' },
    h('div', { class: 'picker-body' }, search, list, h('div', { class: 'picker-buttons' }, button('Reset', { onClick: reset }), button('Done', { appearance: 'primary', onClick: () => dialog.close() }))),
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => (event.target === dialog ? dialog.close() : undefined));
  fill();
  document.body.append(dialog);
  dialog.showModal();

  function fill(): void {
    setChildren(list, ...part('Metrics', 'metrics'), ...part('Params', 'params'));
  }

  function part(title: string, kind: 'metrics' | 'params'): HTMLElement[] {
    const names = all[kind].filter((name) => name.toLowerCase().includes(filter)).slice(0, 500);
    return names.length === 0 ? [] : [h('h2', {}, title), ...names.map((name) => choice(name, kind))];
  }

  function choice(name: string, kind: 'metrics' | 'params'): HTMLElement {
    const box = h('input', { type: 'checkbox' });
    box.checked = picked[kind].has(name);
    box.addEventListener('change', () => {
      if (box.checked && picked[kind].size < mostColumns) picked[kind].add(name);
      else picked[kind].delete(name);
      box.checked = picked[kind].has(name);
      chosen({ metrics: [...picked.metrics], params: [...picked.params] });
    });
    return h('label', {}, box, name);
  }
}
