import { h } from './dom';
import './keys.css';

export interface Key {
  /** as in KeyboardEvent.key; absent for keys that a control understands by itself */
  readonly key?: string;
  /** as people read it */
  readonly label: string;
  readonly does: string;
  readonly run?: () => void;
}

/** The keys of a page, and `?`, which lists them. Keys that are typed into a field are left to it. */
export function bindKeys(document: Document, keys: readonly Key[]): void {
  const help: Key = { key: '?', label: '?', does: 'Show these keys', run: () => showKeys(document, all) };
  const all = [...keys, help];
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
    const found = all.find(({ key, run }) => run && key === event.key);
    if (!found) return;
    event.preventDefault();
    found.run?.();
  });
}

function showKeys(document: Document, keys: readonly Key[]): void {
  const dialog = h(
    'dialog',
    { class: 'keys', 'aria-label': 'Keys' },
    h('h2', {}, 'Keys'),
    h('dl', {}, ...keys.flatMap(({ label, does }) => [h('dt', {}, ...label.split(' ').map((part) => h('kbd', {}, part))), h('dd', {}, does)])),
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => (event.target === dialog ? dialog.close() : undefined));
  document.body.append(dialog);
  dialog.showModal();
}

function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}
