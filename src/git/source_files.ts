import type { TreePath } from './tree_path';

/** docs/git.md has the same list, and so has the Python client. */
const SUFFIXES = new Set(
  [
    'py pyi pyx pxd ipynb r rmd jl m sh bash zsh fish ps1 bat sql',
    'yaml yml toml json jsonc cfg conf ini txt md rst tex bib',
    'c cc cpp cxx cu cuh h hh hpp rs go java kt scala swift js mjs ts tsx jsx lua pl rb php cs f f90',
    'html css proto tf dockerfile mk cmake gradle ipy qmd',
  ].flatMap((line) => line.split(' ')),
);
const NAMES = new Set(
  ['dockerfile', 'makefile', 'snakefile', 'justfile', 'pipfile', '.gitignore', '.gitattributes', '.gitmodules', '.dockerignore'],
);

/** Whether a file is one that people write, told by its name; those come first where there is not room for all. */
export function isSourceFile(path: TreePath): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return NAMES.has(name) || (name.includes('.') && SUFFIXES.has(name.slice(name.lastIndexOf('.') + 1)));
}
