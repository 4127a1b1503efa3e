import type { Parameter } from '../pipeline/plan';
import { UsageError } from './arguments';

/**
 * What `--set name=value` asks for, by name, as JSON. A value that is no JSON is a text.
 * @throws UsageError for anything else, and for a name that is no parameter
 */
export function parameterValues(given: readonly string[], parameters: readonly Parameter[]): Map<string, string> {
  const names = parameters.map(({ name }) => name);
  const values = new Map<string, string>();
  for (const one of given) {
    const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(one) ?? [];
    if (name === undefined || value === undefined) throw new UsageError(`--set is NAME=VALUE, not ${one}`);
    if (!names.includes(name)) {
      const known = names.length > 0 ? `there are ${names.join(', ')}` : 'the notebook has none; tag a cell of plain assignments `parameters`';
      throw new UsageError(`${name} is no parameter: ${known}`);
    }
    values.set(name, isJson(value) ? value.trim() : JSON.stringify(value));
  }
  return values;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
