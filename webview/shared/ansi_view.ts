import type { AnsiSpan, AnsiStyle } from './ansi';
import { h } from './dom';
import './ansi_view.css';

/** Spans of terminal text as elements, in the colours of the theme's terminal. */
export function ansiElements(spans: readonly AnsiSpan[]): HTMLElement[] {
  return spans.map(({ text, style }) => {
    const span = h('span', { class: styleClass(style) }, text);
    if (style.foreground) span.style.color = `var(--vscode-terminal-${style.foreground})`;
    if (style.background) span.style.backgroundColor = `var(--vscode-terminal-${style.background})`;
    return span;
  });
}

function styleClass({ bold, dim, italic, underline }: AnsiStyle): string {
  return [bold && 'ansi-bold', dim && 'ansi-dim', italic && 'ansi-italic', underline && 'ansi-underline'].filter(Boolean).join(' ');
}
