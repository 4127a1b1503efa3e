import type { Call } from '../syntax/ast';
import { allArguments, type Arguments } from './arguments';
import type { Interpreter } from './interpreter';
import type { Value } from './value';
import { wasBoundEarlier } from './change';

const EVALUATES = /^(?:query|eval)$/;
const FORMULA = /~/;

/** Some libraries look for variables by names in texts: `df.query('a > @least')`, `duckdb.sql('select * from frame')`, formulas. */
export function namesInText(it: Interpreter, node: Call, given: Arguments, on: Value): void {
  const texts: string[] = [];
  for (const value of allArguments(given)) for (const { origin } of value) if (origin.type === 'text') texts.push(origin.text);
  if (texts.length === 0) return;
  const method = node.func.nodeType === 'Attribute' ? node.func.attr : '';
  const owner = [...on].map(({ origin }) => (origin.type === 'library' ? origin.path : '')).join();
  const path = method === '' ? owner : `${owner}.${method}`;
  for (const text of texts) for (const name of namesIn(text, method, path)) useByName(it, name, node);
}

function namesIn(text: string, method: string, path: string): string[] {
  if (EVALUATES.test(method) && text.includes('@')) return [...text.matchAll(/@([A-Za-z_]\w*)/g)].map(([, name]) => name!);
  if (/^(?:duckdb|numexpr|pandasql)\b|^pandas\.eval$/.test(path)) return text.match(/[A-Za-z_]\w*/g) ?? [];
  // A formula's variables are columns, but its functions are the notebook's: `np.log(y) ~ scale(x)`.
  if (FORMULA.test(text)) return [...text.matchAll(/([A-Za-z_]\w*)\s*[.(]/g)].map(([, name]) => name!);
  return [];
}

function useByName(it: Interpreter, name: string, node: Call): void {
  for (let frame = it.frame; frame.parent; frame = frame.parent) if (frame.scope?.names.get(name)?.resolution === 'local') return;
  const binding = it.state.get(it.notebook.variable(name));
  if (binding.here !== 'yes' && wasBoundEarlier(it, binding)) it.unit.use(name, it.sight(node), { optional: !it.isCertain() });
}
