"""Files that people write, told by their names: they come first where there is not room for all. docs/git.md has the same list."""

_SUFFIXES = frozenset(
    b"py pyi pyx pxd ipynb r rmd jl m sh bash zsh fish ps1 bat sql".split()
    + b"yaml yml toml json jsonc cfg conf ini txt md rst tex bib".split()
    + b"c cc cpp cxx cu cuh h hh hpp rs go java kt scala swift js mjs ts tsx jsx lua pl rb php cs f f90".split()
    + b"html css proto tf dockerfile mk cmake gradle ipy qmd".split()
)
_NAMES = frozenset((b"dockerfile", b"makefile", b"snakefile", b"justfile", b"pipfile", b".gitignore", b".gitattributes", b".gitmodules", b".dockerignore"))


def is_source_file(path: bytes) -> bool:
    """Whether the file at this path, with ``/`` between its parts, is one of them."""
    name = path.rpartition(b"/")[2].lower()
    return name in _NAMES or (b"." in name and name.rpartition(b".")[2] in _SUFFIXES)
