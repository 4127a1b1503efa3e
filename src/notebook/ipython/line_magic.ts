import { parse } from 'py-ast';
import type { Conversion, Replacement, Where } from './conversion';
import { convertLines } from './convert_lines';
import { CELL_MAGICS, LINE_MAGICS, type LineMeaning } from './magics';
import { pythonText } from './python_literal';
import { refusal } from './refusal';
import { takesRequirements, type Standing } from './shell_command';
import type { SourceLine } from './source_line';
import type { SpecialSyntax } from './special_syntax';
import { expand, literalText, splitTemplate, trimTemplate, type Template } from './template';
import { shellCommands } from './words';

const NOTHING: Replacement = { python: null, meaning: 'nothing' };
const python = (text: string, silent = false): Replacement => ({ python: text, meaning: 'python', silent });

/** What `%name …` or `x = %name …` means in Python. */
export function lineMagic(special: SpecialSyntax, source: readonly SourceLine[], conversion: Conversion, where: Where): Replacement {
  // IPython before 7 took `% name` for the same.
  const [, name = '', rest = ''] = /^% *([^ ]*) ?(.*)$/s.exec(special.text) ?? [];
  const assigned = special.kind === 'assigned';
  const standing = { special, source, conversion };
  const meaning = LINE_MAGICS.get(name);
  if (meaning === undefined) return refuse(name, unknown(name), standing);
  // A variable would hold what the magic gives, which is of IPython's own kind.
  if (assigned && meaning.does === 'nothing' && /(^|\s)-\w*[or]/.test(rest)) {
    return refuse(name, { reason: 'gives an object of IPython’s own here. Remove the assignment, or measure in Python.' }, standing);
  }
  const template = trimTemplate(expand(rest, conversion.names));
  switch (meaning.does) {
    case 'refused':
      return refuse(name, meaning, standing);
    case 'nothing':
      return NOTHING;
    case 'python':
      return statement(name, rest, meaning, standing, where);
    case 'shell':
      return { python: `shell(${pythonText(filled(meaning.command, template))})`, meaning: 'subprocess' };
    case 'shell-lines':
      return { python: `shell_lines(${pythonText(template)})`, meaning: 'subprocess' };
    case 'install':
      return takesRequirements([`${name} `, ...template], standing) ? { python: null, meaning: 'requirement' } : NOTHING;
    case 'folder':
      return python('__import__("os").getcwd()');
    case 'change-folder':
      return changeFolder(template, standing);
    case 'environment':
      return environment(template, standing);
    case 'import':
      return /^[\w.]+(\s*,\s*[\w.]+)*$/.test(rest) ? python(`import ${rest}`) : NOTHING;
    case 'pylab':
      return python(/--no-import-all/.test(rest) ? PYLAB : `${PYLAB}; from matplotlib.pylab import *; from numpy import *`);
    case 'debug':
      return rest.trim() === '' ? NOTHING : refuse(name, { reason: 'waits for somebody at the keyboard. Remove it.' }, standing);
  }
}

/** The names that %pylab binds before all those of its modules. */
const PYLAB = 'import numpy, matplotlib; from matplotlib import mlab, pylab, pyplot; import numpy as np, matplotlib.pyplot as plt';

function unknown(name: string): { reason: string } {
  if (name.startsWith('%')) return { reason: 'can only stand in the first line of a cell. Move it there, or remove it.' };
  const reason = 'is none of the magics that have a meaning in a pipeline. Write what it does in Python, or remove it.';
  return { reason: CELL_MAGICS.has(name) ? `needs a second \`%\` and lines below it, or it ${reason}` : reason };
}

function refuse(name: string, why: Parameters<typeof refusal>[1], { special, source, conversion }: Standing): Replacement {
  conversion.addProblem(source, special.column, ...refusal(`%${name}`, why));
  return { python: null, meaning: 'refused' };
}

/** The statement that follows a magic and its options, which may be IPython's syntax again. */
function statement(name: string, rest: string, meaning: LineMeaning & { does: 'python' }, standing: Standing, where: Where): Replacement {
  const { special, source, conversion } = standing;
  const text = withoutOptions(rest, meaning.valued);
  if (text === '') return NOTHING;
  if (special.kind === 'assigned' && !meaning.shows) {
    return refuse(name, { reason: 'gives an object of IPython’s own here. Remove the assignment, or measure in Python.' }, standing);
  }
  const [first] = source;
  const column = (first?.column ?? 0) + Math.max(special.column, (first?.text.trimEnd().length ?? 0) - text.length);
  const converted = convertLines([{ text, number: first?.number ?? 1, column }], conversion, { ...where, depth: where.depth + 1 });
  const [line = ''] = converted.lines;
  if (!isPython(line)) {
    const message = `What follows \`%${name}\` is not Python that can run by itself. A magic has only its own line: for more, put \`%%${name}\` above the cell.`;
    conversion.addProblem(source, special.column, 'syntax', 'error', message);
    return { python: null, meaning: 'refused' };
  }
  if (special.kind === 'assigned' && /^(#|pass\b|$)/.test(line)) return python('None');
  return python(line, converted.silent || !meaning.shows);
}

function isPython(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

function withoutOptions(text: string, valued = ''): string {
  const withValue = new Set(valued.split(' '));
  let rest = text.trimStart();
  for (;;) {
    const [all = '', option = '', attached = ''] = /^(--[a-z][\w-]*|-[A-Za-z])(\S*)(?:\s+|$)/.exec(rest) ?? [];
    if (all === '') return rest.trimEnd();
    rest = rest.slice(all.length);
    if (attached === '' && withValue.has(option)) rest = rest.replace(/^\S+\s*/, '');
  }
}

function filled(command: string, template: Template): Template {
  const [before = '', after = ''] = command.split('%s');
  return trimTemplate([before, ...template, after]);
}

function changeFolder(template: Template, standing: Standing): Replacement {
  const words = [...(shellCommands(template)[0]?.words ?? [])];
  const options: string[] = [];
  while (/^-[qb]+$/.test(literalText(words[0] ?? []) ?? '')) options.push(literalText(words.shift() ?? []) ?? '');
  const path = trimTemplate(words.flatMap((word, index) => (index === 0 ? word : [' ', ...word])));
  if (options.some((option) => option.includes('b')) || /^-(\d*|-.*)$/.test(literalText(path) ?? '')) {
    return refuse('cd', { reason: 'depends here on folders that were visited before. Give it a path.' }, standing);
  }
  if (path.length === 0) return python('__import__("os").chdir(__import__("os").path.expanduser("~"))');
  const ofHome = typeof path[0] === 'string' && path[0].startsWith('~');
  const target = ofHome ? `__import__("os").path.expanduser(${pythonText(path)})` : pythonText(path);
  return python(`__import__("os").chdir(${target})`);
}

function environment(template: Template, standing: Standing): Replacement {
  if (template.length === 0) return NOTHING;
  const [variable, value] = splitTemplate(template, '=') ?? splitTemplate(template, ' ') ?? [template];
  const name = trimTemplate(variable);
  if (value === undefined) return python(`__import__("os").environ[${pythonText(name)}]`);
  if (/\s/.test(literalText(name) ?? '')) {
    return refuse('env', { reason: 'sets a variable whose name has a blank in it. Write `%env NAME=value`.' }, standing);
  }
  if (standing.special.kind === 'assigned') {
    return refuse('env', { reason: 'sets a variable and gives no value. Remove the assignment.' }, standing);
  }
  return python(`__import__("os").environ[${pythonText(name)}] = ${pythonText(trimTemplate(value))}`);
}
