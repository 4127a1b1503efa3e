import { dirname, isAbsolute, relative, sep } from 'node:path';

/** How Python is asked for a file. */
export interface WayToRun {
  /** the folder it runs in */
  readonly cwd: string;
  /** the file as it is named from there, or `-m` and the module that it is */
  readonly target: readonly string[];
}

export interface FilePlace {
  readonly file: string;
  /** the workspace folder it is in */
  readonly folder: string | undefined;
  /** whether the person wants files to run in their own folder */
  readonly inFileFolder: boolean;
}

/** In the workspace folder, as VS Code's Python extension does it too, unless the person said otherwise there. */
export function wayToRun({ file, folder, inFileFolder }: FilePlace, source: string): WayToRun {
  const cwd = inFileFolder || folder === undefined ? dirname(file) : folder;
  const module = moduleOf(relative(cwd, file), source);
  return { cwd, target: module === undefined ? [fileFrom(cwd, file)] : ['-m', module] };
}

/** A file as it is named from a folder that it is in, else by its whole path. */
export function fileFrom(cwd: string, file: string): string {
  const inside = relative(cwd, file);
  return inside.startsWith('..') || isAbsolute(inside) ? file : inside;
}

/** One that is not within a block, where it may be expected to fail. */
const RELATIVE_IMPORT = /^from[ \t]*\./m;
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** A file that imports from its own package can be run as a module only. */
function moduleOf(inside: string, source: string): string | undefined {
  const parts = inside.replace(/\.py$/, '').split(sep);
  const possible = parts.length > 1 && inside.endsWith('.py') && parts.every((part) => IDENTIFIER.test(part));
  return possible && RELATIVE_IMPORT.test(source) ? parts.join('.') : undefined;
}
