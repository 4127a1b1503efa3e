const NAMES = `
  abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits
  delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input
  int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit
  range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip
  Ellipsis False None NotImplemented True
  ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError
  BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
  DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError
  FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError
  IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError
  NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError
  RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError
  SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError
  UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError
  __build_class__ __builtins__ __debug__ __doc__ __import__ __loader__ __name__ __package__ __spec__`;

/** Names that Python knows without anybody defining them. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));

/** What IPython adds and the pipeline brings along, by the names under which their effects are known. */
export const BROUGHT_ALONG: ReadonlyMap<string, string> = new Map([
  ['display', 'IPython.display.display'],
  ['shell', 'trialbook.shell'],
  ['shell_lines', 'trialbook.shell_lines'],
  ['script', 'trialbook.script'],
]);

/** What IPython adds and is of no use outside of it. */
export const IPYTHON_NAMES: ReadonlySet<string> = new Set([
  'get_ipython', 'In', 'Out', '_', '__', '___', '_i', '_ii', '_iii', '_ih', '_oh', '_dh',
]); // prettier-ignore
