import type { Conversion, Replacement, Where } from './conversion';
import { lineMagic } from './line_magic';
import { pythonText } from './python_literal';
import { shellCommand } from './shell_command';
import type { SourceLine } from './source_line';
import type { SpecialSyntax } from './special_syntax';

/**
 * Makes a piece of IPython's syntax Python.
 * @param source the lines that it stands in
 * @returns one line, without what stands before it. What has no effect stays as a comment.
 */
export function convertSpecial(
  special: SpecialSyntax,
  source: readonly SourceLine[],
  conversion: Conversion,
  where: Where,
): { text: string; silent: boolean } {
  const before = conversion.specials.length;
  const { python, meaning, silent } = replacement(special, source, conversion, where);
  // `%time !ls` is noted as what runs, from where it begins.
  const inner = conversion.specials.splice(before);
  conversion.addSpecial(source, special.column, inner[0]?.meaning ?? meaning);
  if (python !== null) return { text: python, silent: silent ?? false };
  if (special.kind === 'assigned') return { text: 'None', silent: false };
  const [original = ''] = special.text.split('\n');
  return { text: where.block ? `pass  # ${original}` : `# ${original}`, silent: true };
}

function replacement(special: SpecialSyntax, source: readonly SourceLine[], conversion: Conversion, where: Where): Replacement {
  const { kind, text } = special;
  if (kind === 'help') return { python: null, meaning: 'nothing' };
  switch (text[0]) {
    case '%':
      return lineMagic(special, source, conversion, where);
    case '!': {
      const listed = kind === 'assigned' || text.startsWith('!!');
      return shellCommand(text.slice(text.startsWith('!!') && kind === 'escaped' ? 2 : 1), listed, { special, source, conversion });
    }
    case '?':
      return { python: null, meaning: 'nothing' };
    default:
      return autoCall(text);
  }
}

/** `,f a b` → `f("a", "b")`, `;f a b` → `f("a b")`, `/f a b` → `f(a, b)` */
function autoCall(text: string): Replacement {
  const [, name = '', rest = ''] = /^.(\S*) ?(.*)$/s.exec(text) ?? [];
  const words = rest.split(/\s+/).filter(Boolean);
  const quoted = (word: string): string => pythonText([word]);
  const given = text.startsWith('/') ? words : text.startsWith(',') ? (words.length > 0 ? words : ['']).map(quoted) : [quoted(rest)];
  return { python: `${name}(${given.join(', ')})`, meaning: 'python' };
}
