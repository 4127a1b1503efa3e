/** Python's built-in functions and types, which an expression in a command may use without the notebook binding them. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  (
    'abs all any ascii bin bool bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec ' +
    'filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map ' +
    'max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod ' +
    'str sum super tuple type vars zip'
  ).split(' '),
);
