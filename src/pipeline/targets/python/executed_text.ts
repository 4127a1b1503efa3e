import type { Call, ExprStmt, Node } from '../../syntax/ast';
import { children } from '../../syntax/children';
import { parsePython, type ParsedModule } from '../../syntax/parse';
import { BodyNames } from './body_names';
import { pythonString } from './python_literal';
import { applyEdits, type TextEdit } from './text_edit';

/** The variables that executed text runs with. */
const SCOPE = '_scope';

/**
 * `exec("x = 1")` binds names of a module, and none of a function: there it is given the variables to run with, and what it binds
 * is taken from them.
 * @param isKnown whether a name means something without being bound in the text
 * @param outputs names that are used although the text does not mention them
 */
export function withExecutedNames(parsed: ParsedModule, isKnown: (name: string) => boolean, outputs: readonly string[]): ParsedModule {
  const calls = parsed.body.flatMap((statement) => [...executions(statement)]);
  if (calls.length === 0) return parsed;
  const { source } = parsed;
  const { bound, read } = new BodyNames(parsed);
  const missing = [...new Set([...read, ...outputs])].filter((name) => !bound.has(name) && !isKnown(name));
  const edits = calls.map(({ statement, call }): TextEdit => {
    const before = source.text.slice(source.range(statement).start, source.range(call).end - 1).trimEnd();
    const comma = before.endsWith(',') ? '' : ',';
    const taken = namesBoundBy(call) ?? missing;
    const text = [`${before}${comma} ${SCOPE} := {**globals(), **locals()})`, ...taken.map((name) => `${name} = ${SCOPE}[${pythonString(name)}]`)].join('; ');
    return { ...source.range(statement), text };
  });
  const edited = parsePython(applyEdits(source.text, edits));
  return edited.ok ? edited : parsed;
}

interface Execution {
  readonly statement: ExprStmt;
  readonly call: Call;
}

const BLOCKS: ReadonlySet<string> = new Set(['If', 'For', 'While', 'With', 'Try', 'TryStar', 'ExceptHandler', 'Match', 'MatchCase']);

/** Statements `exec(text)` that do not stand in a function or class. */
function* executions(node: Node): Generator<Execution> {
  if (node.nodeType === 'Expr') {
    const { value } = node;
    const isExec = value.nodeType === 'Call' && value.func.nodeType === 'Name' && value.func.id === 'exec';
    if (isExec && value.args.length === 1 && value.keywords.length === 0) yield { statement: node, call: value };
  } else if (BLOCKS.has(node.nodeType)) for (const child of children(node)) yield* executions(child);
}

/** The variables that a text binds for certain or perhaps; undefined where the text is not a literal. */
function namesBoundBy({ args: [text] }: Call): string[] | undefined {
  if (text?.nodeType !== 'Constant' || text.type !== 'str') return undefined;
  const parsed = parsePython(text.value.trim());
  return parsed.ok ? [...new BodyNames(parsed).bound] : undefined;
}
