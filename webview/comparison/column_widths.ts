/** About the width of a character of the tables' font, and of a title's, in pixels. */
const character = 7.5;
const titleCharacter = 8.6;
const padding = 20;
/** More rows are not looked at for what a column needs. */
const mostRows = 200;

/** How wide a column has to be for its title and its texts, within bounds. @param beside pixels for what stands beside the text */
export function widthFor(title: string, texts: readonly string[], { least = 56, most, beside = 0 }: { readonly least?: number; readonly most: number; readonly beside?: number }): number {
  const longest = Math.max(0, ...texts.slice(0, mostRows).map(({ length }) => length));
  return Math.round(Math.min(most, Math.max(least, padding + titleCharacter * title.length, padding + beside + character * longest)));
}
