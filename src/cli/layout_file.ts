import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { TrialbookError } from '../core/errors';
import type { Layout } from '../pipeline/plan';

const cells = v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const LayoutFile = v.object({
  steps: v.optional(v.array(v.object({ title: v.optional(v.string(), ''), cells })), []),
  dropped: v.optional(cells, []),
});

/**
 * Steps as a person wants them, from a JSON file: `{"steps": [{"title": "Train", "cells": [3, 4]}], "dropped": [7]}`.
 * @throws TrialbookError `layout-file`
 */
export function readLayout(path: string): Layout {
  const wrong = (why: string): TrialbookError =>
    new TrialbookError('layout-file', `${path} ${why}; a layout is {"steps": [{"title": "Train", "cells": [3, 4]}], "dropped": [7]}, with cells counted from 0`);
  let content: unknown;
  const text = readFileSync(path, 'utf8');
  try {
    content = JSON.parse(text);
  } catch {
    throw wrong('is no JSON');
  }
  const layout = v.safeParse(LayoutFile, content);
  if (!layout.success) throw wrong(`is no layout: ${layout.issues[0].message}`);
  return layout.output;
}
