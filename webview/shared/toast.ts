import { h, icon } from './dom';
import { errorText } from './error_text';
import './toast.css';

const shownMs = 8000;

/** Says on the page that something did not work; it goes by itself, or at a click. */
export function showFailure(error: unknown): void {
  const text = errorText(error);
  const toast = h('div', { class: 'toast', role: 'alert', on: { click: () => toast.remove() } }, icon('error'), text);
  for (const old of document.querySelectorAll('.toast')) old.remove();
  document.body.append(toast);
  setTimeout(() => toast.remove(), shownMs);
}
