// Answers, line by line, what the tables say: one JSON question on stdin, one JSON effect (or null) on stdout.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'effects-'));
const outfile = join(folder, 'lookup.mjs');
const source = join(import.meta.dirname, '../../../src/pipeline/effects/lookup.ts');
await build({ entryPoints: [source], bundle: true, platform: 'node', format: 'esm', outfile });
const lookup = await import(pathToFileURL(outfile).href);
rmSync(folder, { recursive: true });

for await (const line of createInterface({ input: process.stdin })) {
  const { ask, of, name, shape, index } = JSON.parse(line);
  const call = shape && { ...shape, keywords: new Map(Object.entries(shape.keywords)) };
  const answers = {
    function: () => lookup.functionEffect(name, call),
    method: () => lookup.methodEffect(of ?? undefined, name, call),
    attribute: () => lookup.attributeEffect(of ?? undefined, name),
    subscript: () => lookup.subscriptEffect(of ?? undefined, withUndefined(index)),
    iteration: () => lookup.iterationEffect(of ?? undefined),
    value: () => lookup.moduleAttributeKind(name),
  };
  process.stdout.write(`${JSON.stringify(answers[ask]() ?? null)}\n`);
}

function withUndefined(index) {
  return Array.isArray(index) ? index.map(withUndefined) : (index ?? undefined);
}
