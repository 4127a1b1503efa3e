import type { Conversion, Converted } from './conversion';
import { convertLines } from './convert_lines';
import { CELL_MAGICS, LINE_MAGICS, type CellMeaning } from './magics';
import { pythonLines, pythonString, pythonText } from './python_literal';
import { refusal } from './refusal';
import { takesRequirements } from './shell_command';
import type { SourceLine } from './source_line';
import { expand, literalText, trimTemplate, type Template } from './template';
import { shellCommands } from './words';

/** The first line of a cell that begins with `%%`. */
export interface CellMagic {
  readonly name: string;
  /** what follows the name */
  readonly rest: string;
}

/** The magic that a cell's first line names, unless it asks for help with one. */
export function cellMagic(line: string): CellMagic | null {
  if (!line.startsWith('%%') || /^%%\w+\?/.test(line)) return null;
  const [, name = '', rest = ''] = /^%%([^ ]*) ?(.*)$/s.exec(line.trimEnd()) ?? [];
  return { name, rest };
}

/**
 * A cell under a cell magic as Python.
 * @param lines the cell's, from that of the magic on
 * @param depth below how many magics the cell stands
 */
export function convertCellMagic({ name, rest }: CellMagic, lines: readonly SourceLine[], conversion: Conversion, depth: number): Converted {
  const body = lines.slice(1);
  const blank = { lines: lines.map(() => ''), silent: true };
  const template = trimTemplate(expand(rest, conversion.names));
  const meaning = CELL_MAGICS.get(name);
  if (meaning === undefined || meaning.does === 'refused') {
    conversion.addSpecial(lines, 0, 'refused');
    conversion.addProblem(lines.slice(0, 1), 0, ...refusal(`%%${name}`, meaning ?? unknown(name)));
    return blank;
  }
  const empty = body.every(({ text }) => text.trim() === '');
  if (meaning.does === 'nothing' || empty) {
    conversion.addSpecial(lines, 0, 'nothing');
    return blank;
  }
  switch (meaning.does) {
    case 'python':
      return asPython(lines, conversion, { shows: meaning.shows ?? false, depth });
    case 'capture':
      refuseUsedCapture(rest, lines, conversion);
      return asPython(lines, conversion, { shows: false, depth });
    case 'shell-lines':
      conversion.addSpecial(lines, 0, 'subprocess');
      return { lines: around('shell_lines(', body, ')'), silent: false };
    case 'write-file':
      conversion.addSpecial(lines, 0, 'python');
      return { lines: writeFile(template, body), silent: true };
    case 'script':
      return script(meaning, template, lines, conversion);
  }
}

function unknown(name: string): { reason: string } {
  const reason = 'is none of the magics that have a meaning in a pipeline. Write what the cell does in Python, or remove it.';
  return { reason: LINE_MAGICS.has(name) ? `has no meaning for a whole cell. Write \`%${name}\` with one \`%\`.` : reason };
}

/** What stands below runs as a cell of its own does. */
function asPython(lines: readonly SourceLine[], conversion: Conversion, { shows, depth }: { shows: boolean; depth: number }): Converted {
  conversion.addSpecial(lines.slice(0, 1), 0, 'python');
  const inner = convertLines(lines.slice(1), conversion, { block: false, depth: depth + 1 });
  return { lines: ['', ...inner.lines], silent: inner.silent || !shows };
}

/** What `%%capture name` keeps is of IPython's own kind. */
function refuseUsedCapture(rest: string, lines: readonly SourceLine[], conversion: Conversion): void {
  const name = rest.split(/\s+/).find((word) => word !== '' && !word.startsWith('-'));
  if (name === undefined || !conversion.names?.has(name)) return;
  const reason = `keeps what this cell prints in \`${name}\`, which is used elsewhere. Use contextlib.redirect_stdout, or remove that use.`;
  conversion.addProblem(lines.slice(0, 1), 0, ...refusal('%%capture', { reason }));
}

/** A call with the lines as one long string, which stand where they stood. */
function around(before: string, body: readonly SourceLine[], after: string): string[] {
  const { open, lines, close } = pythonLines(body.map(({ text }) => text));
  return [before + open, ...lines.slice(0, -1), (lines.at(-1) ?? '') + close + after];
}

function writeFile(template: Template, body: readonly SourceLine[]): string[] {
  const words = shellCommands(template)[0]?.words ?? [];
  const options = words.filter((word) => /^(-a|--append)$/.test(literalText(word) ?? ''));
  const path = words.find((word) => !options.includes(word)) ?? [];
  const ofHome = typeof path[0] === 'string' && path[0].startsWith('~');
  const text = path.length === 0 ? pythonString('') : pythonText(path);
  const name = ofHome ? `__import__("os").path.expanduser(${text})` : text;
  const mode = options.length > 0 ? 'a' : 'w';
  // No `with`, because that would bind a name which the notebook does not have.
  return around(`open(${name}, "${mode}", encoding="utf-8").write(`, body, ')');
}

function script(meaning: CellMeaning & { does: 'script' }, template: Template, lines: readonly SourceLine[], conversion: Conversion): Converted {
  const body = lines.slice(1);
  const { command, output, raises, refused } = scriptOptions(meaning.program, template);
  if (refused !== null) {
    conversion.addSpecial(lines, 0, 'refused');
    conversion.addProblem(lines.slice(0, 1), 0, ...refusal(`%%${meaning.program || 'script'}`, { reason: refused }));
    return { lines: lines.map(() => ''), silent: true };
  }
  const program = literalText(command);
  if (program?.startsWith('false')) {
    conversion.addSpecial(lines, 0, 'nothing');
    return { lines: lines.map(() => ''), silent: true };
  }
  if (/^(ba|z)?sh$/.test(program ?? '') && installsOnly(lines, conversion)) {
    conversion.addSpecial(lines, 0, 'requirement');
    return { lines: lines.map(() => ''), silent: true };
  }
  conversion.addSpecial(lines, 0, 'subprocess');
  if (output === null && raises) return { lines: around(`script(${pythonText(command)}, `, body, ')'), silent: false };
  const words = shellCommands(command)[0]?.words.map((word) => pythonText(word)).join(', ') ?? '';
  const call = `__import__("subprocess").run([${words}], check=${raises ? 'True' : 'False'}`;
  if (output === null) return { lines: around(`${call}, text=True, input=`, body, ')'), silent: true };
  return { lines: around(`${output} = ${call}, text=True, stdout=-1, input=`, body, ').stdout'), silent: true };
}

interface ScriptOptions {
  readonly command: Template;
  /** the variable for what it prints */
  readonly output: string | null;
  readonly raises: boolean;
  /** why the options cannot be followed */
  readonly refused: string | null;
}

function scriptOptions(program: string, template: Template): ScriptOptions {
  let output: string | null = null;
  let raises = true;
  let refused: string | null = null;
  const rest = template.map((part) =>
    typeof part !== 'string'
      ? part
      : part.replace(/(^|\s)--(out|err|proc|bg|no-raise-error)(?:[= ]\s*([A-Za-z_]\w*))?(?=\s|$)/g, (_all, blank: string, option: string, value = '') => {
          if (option === 'out') output = String(value);
          else if (option === 'no-raise-error') raises = false;
          else if (option === 'bg') refused = 'runs a program in the background here, which would end with its step. Run it in the foreground.';
          else refused = `keeps with \`--${option}\` what a step cannot pass on. Use the subprocess module.`;
          // Only `--out` and its like are followed by a value.
          return /^(bg|no-raise-error)$/.test(option) && value !== '' ? `${blank}${String(value)}` : blank;
        }),
  );
  if (output === '') refused = 'needs a name behind `--out`.';
  return { command: trimTemplate([program === '' ? '' : `${program} `, ...rest]), output, raises, refused };
}

/** Whether each command of a shell script installs something; then its requirements are kept. */
function installsOnly(lines: readonly SourceLine[], conversion: Conversion): boolean {
  const [first, ...body] = lines;
  const commands = body.filter(({ text }) => !/^\s*(#|$|set\s+-)/.test(text));
  if (!first || commands.some(({ text }) => text.endsWith('\\'))) return false;
  const special = { kind: 'escaped' as const, line: 0, column: 0, lastLine: 0, text: '' };
  return commands.map(({ text }) => takesRequirements([text], { special, source: [first], conversion })).every(Boolean);
}
