import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePython, type ParsedModule } from '../../../../src/pipeline/syntax/parse';

const CASES = join(import.meta.dirname, '..', '..', '..', 'cases');

/** A source with what CPython makes of it, which python/tests/pipeline_cases keeps true. */
export interface PythonCase {
  readonly name: string;
  readonly source: string;
  readonly expected: string;
}

/** @param folder below test/cases */
export function pythonCases(folder: string): PythonCase[] {
  const read = (file: string): string => readFileSync(join(CASES, folder, file), 'utf8');
  return readdirSync(join(CASES, folder))
    .filter((file) => file.endsWith('.py'))
    .map((file) => ({ name: file.slice(0, -3), source: read(file), expected: read(`${file.slice(0, -3)}.txt`) }));
}

/** A source that must parse. */
export function parsed(source: string): ParsedModule {
  const module = parsePython(source);
  if (!module.ok) throw new Error(`${module.line}:${module.column} ${module.message}\n${source}`);
  return module;
}
