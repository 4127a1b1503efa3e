import { TrialbookError } from '../../../core/errors';
import { BUILTIN_NAMES } from '../../analysis/builtin_names';
import type { Plan, Step } from '../../plan';
import { parsePython, type ParsedModule } from '../../syntax/parse';
import { BodyNames } from './body_names';
import type { Brought, BroughtNames } from './brought_names';
import { docstring } from './docstring';
import { withExecutedNames } from './executed_text';
import { filledList } from './filled_list';
import { FunctionBody } from './function_body';
import { headImports, importLines, type HeadImport } from './import_head';
import { introduction } from './markdown_comment';
import type { NotebookText } from './notebook_text';
import { pythonString } from './python_literal';
import { withoutStarImports } from './star_imports';
import { stepBody } from './step_body';

/** The module of one step: a function of its inputs and parameters, whose body is the notebook's own text. */
export class StepModule {
  private readonly names: BodyNames;
  private readonly body: FunctionBody;
  private readonly imports: readonly HeadImport[];
  private readonly introduction: { readonly text: string; readonly markdown: ReadonlyMap<number, string> };
  private readonly isEmpty: boolean;
  private readonly given: ReadonlySet<string>;

  /** @throws TrialbookError `pipeline-unwritable` where the text does not parse */
  constructor(
    private readonly step: Step,
    private readonly plan: Plan,
    texts: NotebookText,
    private readonly brought: BroughtNames,
    probe: boolean,
  ) {
    this.introduction = introduced(step, texts);
    this.given = new Set([...step.inputs.map(({ name }) => name), ...step.parameters]);
    const text = this.asFunction(this.parse(stepBody(step, texts, brought, { probe, markdown: this.introduction.markdown })), texts);
    this.isEmpty = text.body.length === 0;
    this.names = new BodyNames(text);
    // A function that came as an input brings what it uses.
    const uses = new Set([...step.units, ...step.prelude].flatMap((id) => texts.unit(id).uses.map(({ subject }) => subject)));
    const sources = texts.imports([...texts.futures, ...step.imports]);
    this.imports = headImports(sources, (name, isStar) => !this.given.has(name) && this.names.hasUse(name, isStar), (all) => all.some((name) => uses.has(name)))
      .filter(({ names }) => names.length === 0 || !names.every((name) => this.given.has(name)));
    this.body = new FunctionBody(text, this.names, {
      name: step.id,
      given: this.given,
      imported: new Set([...this.imports.flatMap(({ names }) => names), ...step.definitions]),
      builtins: brought.name('builtins'),
    });
  }

  /** The module's whole text. */
  text(): string {
    const body = this.functionText();
    const future = this.imports.filter(({ isFuture }) => isFuture);
    const own = this.imports.filter((each) => !future.includes(each) && !this.isInner(each.names));
    const builtins = this.brought.name('builtins');
    const builtinsImport = builtins === 'builtins' ? 'import builtins' : `import builtins as ${builtins}`;
    const parts = [
      docstring(this.step.title, this.introduction.text),
      importLines(future),
      [...(this.body.usesBuiltins ? [builtinsImport] : []), ...(own.length > 0 ? [importLines(own)] : [])].join('\n'),
      [...this.brought.imports(this.used()), ...this.definitions(false)].sort().join('\n'),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n\n\n${body}\n`;
  }

  private functionText(): string {
    const { step } = this;
    const parameters = step.parameters.map((name) => `${name}=${this.plan.parameters.find((each) => each.name === name)?.literal ?? 'None'}`);
    const head = filledList(`def ${step.id}`, [...step.inputs.map(({ name }) => name), ...(parameters.length > 0 ? ['*', ...parameters] : [])], ':');
    const lines = [...this.optionalInputs(), ...this.body.start, ...this.innerImports()];
    // A declaration comes before everything else.
    lines.sort((a, b) => Number(b.startsWith('global ')) - Number(a.startsWith('global ')));
    const parts = [indentedText(lines.join('\n')), this.body.text, this.returned()];
    // Comments alone are no body.
    const isEmpty = lines.length === 0 && this.isEmpty && step.outputs.length === 0;
    return [head, [...parts, isEmpty ? '    pass' : ''].filter((part) => part !== '').join('\n\n')].join('\n');
  }

  /** Without what only the text of a module may do. */
  private asFunction(parsed: ParsedModule, texts: NotebookText): ParsedModule {
    const outputs = this.step.outputs.map(({ name }) => name);
    const named = withoutStarImports(parsed, (clause) => texts.starNames(clause), outputs);
    const imported = new Set(this.step.imports.flatMap((id) => texts.unit(id).writes.map(({ subject }) => subject)));
    const isKnown = (name: string): boolean =>
      this.given.has(name) || imported.has(name) || this.step.definitions.includes(name) || BUILTIN_NAMES.has(name) || this.brought.has(name);
    return withExecutedNames(named, isKnown, outputs);
  }

  private optionalInputs(): string[] {
    const unbound = `${this.brought.name('storing')}.UNBOUND`;
    return this.step.inputs.filter(({ optional }) => optional).map(({ name }) => `if ${name} is ${unbound}:\n    del ${name}`);
  }

  /** What is imported at the head of a module and yet is a variable of the function, or has the function's name. */
  private innerImports(): string[] {
    return [...this.imports.filter(({ names }) => this.isInner(names)).map(({ text }) => text), ...this.definitions(true)];
  }

  private definitions(inner: boolean): string[] {
    const names = this.step.definitions.filter((name) => this.names.mentioned.has(name) && !this.given.has(name) && this.isInner([name]) === inner);
    return names.length > 0 ? [filledList('from steps.shared.definitions import ', names, '', { loose: true })] : [];
  }

  private isInner(names: readonly string[]): boolean {
    return names.some((name) => this.names.bound.has(name) || name === this.step.id);
  }

  private used(): ReadonlySet<Brought> {
    const read = (['display', 'shell', 'shell_lines', 'script', 'end_of_cell', 'probe'] as const).filter((name) => this.names.read.has(this.brought.name(name)));
    const marks = this.step.inputs.some(({ optional }) => optional) || this.step.outputs.some(({ certain }) => !certain);
    return new Set<Brought>([...read, ...(marks ? ['storing' as const] : [])]);
  }

  private returned(): string {
    const { outputs } = this.step;
    if (outputs.length === 0) return '';
    const values = outputs.map(({ name, certain }) =>
      certain ? name : `${this.body.globals.has(name) ? 'globals' : 'locals'}().get(${pythonString(name)}, ${this.brought.name('storing')}.UNBOUND)`);
    return indentedText(filledList('return ', values, '', { indent: '    ', loose: true }), true);
  }

  private parse(text: string): ParsedModule {
    const parsed = parsePython(text);
    if (parsed.ok) return parsed;
    throw new TrialbookError('pipeline-unwritable', `step ${this.step.id} (${this.step.title}) cannot be written as a function: ${parsed.message}`);
  }
}

/** The docstring's text, and what that leaves of the Markdown cell it is from. */
function introduced(step: Step, texts: NotebookText): { text: string; markdown: ReadonlyMap<number, string> } {
  const first = texts.notebook.cells[step.cells[0] ?? -1];
  if (first?.type !== 'markdown') return { text: '', markdown: new Map() };
  const { paragraph, rest } = introduction(first.source, step.title);
  return { text: paragraph, markdown: new Map([[first.index, rest]]) };
}

/** @param first alone: the others are indented already */
function indentedText(text: string, first = false): string {
  if (text === '') return '';
  return first ? `    ${text}` : text.split('\n').map((line) => `    ${line}`.trimEnd()).join('\n');
}
