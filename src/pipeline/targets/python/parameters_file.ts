import { TrialbookError } from '../../../core/errors';
import type { Parameter } from '../../plan';
import type { GeneratedFile } from '../generated_file';
import { jsonOfLiteral } from './json_of_literal';

export const PARAMETERS = 'parameters.json';

/**
 * The values of parameters that can be set without touching code, by name, as JSON. One that JSON has nothing like stands in
 * the signature of the steps alone.
 * @param given values in place of the notebook's
 */
export function parameterValues(parameters: readonly Parameter[], given: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(parameters.flatMap(({ name, literal }) => {
    const json = given.get(name) ?? jsonOfLiteral(literal);
    return json === undefined ? [] : [[name, json] as const];
  }));
}

/** @param given by name, JSON: values in place of the notebook's, and of those that a person has set in the file */
export function parametersFile(parameters: readonly Parameter[], given: ReadonlyMap<string, string> = new Map()): GeneratedFile {
  const values = [...parameterValues(parameters, given)];
  return {
    path: PARAMETERS,
    text: jsonObject(values),
    merge: (existing) => {
      const set = memberTexts(existing);
      return jsonObject(values.map(([name, json]) => [name, given.get(name) ?? set.get(name) ?? json]));
    },
  };
}

function jsonObject(members: readonly (readonly [name: string, json: string])[]): string {
  return members.length === 0 ? '{}\n' : `{\n${members.map(([name, json]) => `  ${JSON.stringify(name)}: ${json}`).join(',\n')}\n}\n`;
}

/** The values of an object's members as they are written: to Python, `1.0` and `1` are not the same. */
function memberTexts(object: string): Map<string, string> {
  const members = new Map<string, string>();
  if (!isJsonObject(object)) {
    throw new TrialbookError('pipeline-parameters', `${PARAMETERS} is not a JSON object any more; correct it, or remove it to get the notebook's values`);
  }
  let depth = 0;
  let name: string | undefined;
  let start = 0;
  for (const { 0: token, index } of object.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}:,]/g)) {
    const ends = depth === 1 && (token === ',' || token === '}');
    if (ends && name !== undefined) members.set(name, object.slice(start, index).trim());
    if (ends) name = undefined;
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (depth === 1 && token === ':') start = index + 1;
    else if (depth === 1 && name === undefined && token !== ',') name = JSON.parse(token) as string;
  }
  return members;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
