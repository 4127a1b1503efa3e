import { runColours } from '../../src/core/palette';
import { isLight, type ThemeWatch } from './theme';

/** Gives the page's style sheet the colours of runs (`.ink-0` …), now and whenever the theme changes. */
export function inkPage(document: Document, theme: ThemeWatch): void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  const write = () => {
    const colours = isLight(theme.current) ? runColours.light : runColours.dark;
    sheet.replaceSync(colours.map((colour, place) => `.ink-${place} { color: ${colour}; }`).join('\n'));
  };
  theme.onChange(write);
  write();
}
