const LONGEST = 60;
const NUMBERING = /^\s*(?:(?:step|part|section|chapter|task|exercise|phase)\s+)?(?:\(?(?:\d+(?:\.\d+)*[.):]+|(?:[ivx]+|[a-z])[.)]+)|\d+(?:\.\d+)+|\(\d+\)|\d+\s+[-–—]|(?:step|part|section|chapter|task|exercise|phase)\s+\d+\s*[-–—:.]?)\s+/i;

/** A heading, or a line of Markdown, as a title for people: without markup, links, numbers in front and pictograms. */
export function plainTitle(markdown: string): string {
  const bare = markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)|\[([^\]]*)\]\[[^\]]*\]/g, '$1$2')
    .replace(/<!--[\s\S]*?-->|<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\{#[^}]*\}\s*$/, '')
    .replace(/\$[^$]*\$/g, ' ')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/(?<![\w*])[*_](\S(?:.*?\S)?)[*_](?![\w*])/g, '$1')
    .replace(/[`~]/g, '')
    .replace(/\d\uFE0F?\u20E3/g, ' ')
    .replace(/\\([\\*_#[\]()])/g, '$1')
    .replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200D\uFE0F\u20E3]/gu, (sign) => (/[\d#*©®™]/.test(sign) ? sign : ' '))
    .replace(/\s+/g, ' ')
    .replace(/^[\s#*•–—:>-]+|[\s#:–—-]+$/g, '')
    .trim();
  const unnumbered = bare.replace(NUMBERING, '').replace(/^[\s:–—-]+/, '');
  return shortened(/\p{L}/u.test(unnumbered) ? unnumbered : bare);
}

/** Cut between words where it is too long. */
function shortened(title: string): string {
  if (title.length <= LONGEST) return title;
  const cut = title.slice(0, LONGEST);
  const end = cut.lastIndexOf(' ');
  return `${(end > LONGEST / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:([–—-]+$/, '')}…`;
}
