import { h } from './dom';
import { button } from './toolkit';

/** What a page says when it has nothing else to show. @param again tries once more; absent: that would not help */
export function pageMessage(text: string, again?: () => void): HTMLElement {
  return h('main', { class: 'message', role: 'status' }, h('div', {}, text), again && button('Try Again', { onClick: again }));
}
