import { automagic } from './automagic';
import { cellMagic, convertCellMagic } from './cell_magic';
import { cleanUp } from './clean_up';
import type { Conversion, Converted, Where } from './conversion';
import { convertSpecial } from './line_special';
import { readLogicalLine } from './logical_line';
import type { SourceLine } from './source_line';
import { specialSyntax } from './special_syntax';

/** More than anybody puts inside one another. */
const DEEPEST = 20;

/** Makes the lines of a cell Python, or those of what a magic runs as it would a cell. */
export function convertLines(source: readonly SourceLine[], conversion: Conversion, where: Where): Converted {
  if (where.depth > DEEPEST) {
    conversion.addProblem(source, 0, 'magic', 'error', 'Magics stand inside one another here, deeper than can be followed.');
    return { lines: source.map(() => ''), silent: true };
  }
  const lines = cleanUp(source);
  const start = lines.findIndex(({ text }) => text !== '');
  const magic = start < 0 ? null : cellMagic(lines[start]?.text ?? '');
  if (magic) {
    const { lines: python, silent } = convertCellMagic(magic, lines.slice(start), conversion, where.depth);
    return { lines: [...lines.slice(0, start).map(() => ''), ...python], silent };
  }
  const only = lines.length - start === 1 || (lines.length - start === 2 && lines.at(-1)?.text === '') ? lines[start] : undefined;
  if (only && automagic(only.text, conversion.names)) {
    const special = { kind: 'escaped', line: start, column: 0, lastLine: start, text: `%${only.text.trimEnd()}` } as const;
    const { text, silent } = convertSpecial(special, [only], conversion, where);
    return { lines: lines.map((_line, index) => (index === start ? text : '')), silent };
  }
  return convertStatements(lines, conversion, where);
}

/** Lines that may have syntax of IPython's own, or end with a semicolon; perhaps they only look so, inside of a string. */
const NOTEWORTHY = /^\s*[%!?,;/]|=\s*[%!]|[?;][\s\\]*(?:#.*)?$/;

function convertStatements(lines: readonly SourceLine[], conversion: Conversion, where: Where): Converted {
  const texts = lines.map(({ text }) => text);
  if (!texts.some((text) => NOTEWORTHY.test(text))) return { lines: texts, silent: false };
  const python: string[] = [];
  let silent = false;
  for (let first = 0; first < lines.length; first = python.length) {
    const logical = readLogicalLine(texts, first);
    const special = specialSyntax(texts, logical);
    if (special === null) {
      python.push(...texts.slice(first, logical.last + 1));
      const end = logical.tokens.findLast(({ kind }) => kind !== 'comment');
      if (end) silent = end.text === ';';
      continue;
    }
    const before = texts[special.line]?.slice(0, special.column) ?? '';
    const indented = where.block || /\s$/.test(before);
    const converted = convertSpecial(special, lines.slice(special.line, special.lastLine + 1), conversion, { ...where, block: indented });
    python.push(...texts.slice(first, special.line), before + converted.text);
    while (python.length <= special.lastLine) python.push('');
    silent = converted.silent;
  }
  return { lines: python, silent };
}
