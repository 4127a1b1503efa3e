import type { Table } from '../table';

/** Python's own functions, and the methods of its own types. */
export const BUILTINS: Table = {
  functions: {
    builtins: `
      print: none, shows ; file=: none, changes file=
      display: none, shows
      help: none, shows
      len hash ord bool int float complex: scalar, constant
      isinstance issubclass callable hasattr id any all: scalar
      str chr bin hex oct format: string, constant
      repr ascii: string
      bytes: bytes, constant
      bytearray: new
      memoryview: view
      abs round pow: like 0, new, constant
      divmod: new tuple
      sum: new, constant ; start=: holds ; >1: holds
      min max: element, calls now, constant
      range slice: immutable, constant
      # What a frozenset or a tuple refers to may be changed, unless it is made of constants.
      tuple: holds tuple, constant
      frozenset: holds frozenset, constant
      list sorted: holds list, calls now
      dict: holds dict
      set: holds set
      iter: holds iterator ; >1: holds iterator, calls later
      next: element, changes 0
      aiter: holds iterator
      anext: element, changes 0
      zip enumerate reversed: holds iterator
      map filter: holds iterator, calls later
      type: class, new
      object: new
      super: holds
      property staticmethod classmethod: holds function, calls later
      getattr: element
      setattr delattr: none, changes 0
      vars: refuses namespace ; >0: element
      dir: refuses namespace ; >0: new list
      globals locals exec eval: refuses namespace
      compile __build_class__: new
      __import__: module
      input breakpoint: refuses input
      get_ipython: refuses ipython
      exit quit: none
      open: file, reads 0/file= ; mode@1~+: file, reads 0/file=, writes 0/file= ; mode@1~wax: file, writes 0/file=
      *Error *Exception *Warning *Exit *Interrupt *Iteration *Group: holds
    `,
    'builtins.dict': `
      fromkeys: holds dict
    `,
    'builtins.str': `
      maketrans: new dict
    `,
    'builtins.bytes builtins.bytearray': `
      fromhex: new
    `,
    'builtins.int builtins.float': `
      from_bytes fromhex: scalar, constant
    `,
  },

  methods: {
    // Counters, default and ordered dicts are dicts, and double-ended queues and arrays of the module array are lists.
    list: `
      append extend insert remove clear reverse appendleft extendleft rotate fromlist byteswap: none, changes receiver
      __setitem__ __delitem__ __init__: none, changes receiver
      __iadd__ __imul__: same list, changes receiver
      sort: none, changes receiver, calls now
      pop popleft: element, changes receiver
      copy __add__ __mul__ __rmul__: holds list
      __getitem__: element
      __iter__ __reversed__: holds iterator
      count index __len__ __contains__ __eq__ __ne__ __lt__ __gt__ __le__ __ge__ buffer_info: scalar
      __repr__ __str__: string
      tolist: holds list
      tobytes: bytes
    `,
    dict: `
      clear update subtract move_to_end __setitem__ __delitem__ __init__: none, changes receiver
      __ior__: same dict, changes receiver
      popitem: element, changes receiver
      pop setdefault: element, changes receiver ; >1: holds, changes receiver
      get __getitem__ __missing__: element ; default=: holds ; >1: holds
      keys values items elements __iter__ __reversed__: holds iterator
      copy __or__ __ror__ fromkeys new_child: holds dict
      most_common: holds list
      total __len__ __contains__ __eq__ __ne__: scalar
      default_factory: new
      __repr__ __str__: string
    `,
    set: `
      add discard remove clear update difference_update intersection_update symmetric_difference_update: none, changes receiver
      __iand__ __ior__ __isub__ __ixor__: same set, changes receiver
      pop: element, changes receiver
      copy difference intersection symmetric_difference union __and__ __or__ __sub__ __xor__: holds set
      isdisjoint issubset issuperset __len__ __contains__: scalar
      __iter__: holds iterator
    `,
    frozenset: `
      copy: same frozenset
      difference intersection symmetric_difference union: holds frozenset
      isdisjoint issubset issuperset: scalar
      __iter__: holds iterator
      __*__: new
    `,
    tuple: `
      count index: scalar
      _replace __add__ __mul__: holds tuple
      _asdict: holds dict
      # what the tuple is of a class's own
      __getitem__: element
      __iter__: holds iterator
      __*__: new
    `,
    string: `
      capitalize casefold center expandtabs format format_map join ljust lower lstrip removeprefix removesuffix replace rjust
        rstrip strip swapcase title translate upper zfill substitute safe_substitute: string, constant
      split rsplit splitlines: new list
      partition rpartition: tuple, constant
      count find index rfind rindex startswith endswith: scalar, constant
      isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper: scalar, constant
      encode: bytes, constant
      maketrans: new dict
      __iter__: new iterator
      *: new
    `,
    bytes: `
      decode hex: string, constant
      split rsplit splitlines: new list
      partition rpartition: tuple, constant
      count find index rfind rindex startswith endswith: scalar, constant
      isalnum isalpha isascii isdigit islower isspace istitle isupper: scalar, constant
      __iter__: new iterator
      *: bytes, constant
    `,
    // Numbers of Python and of numpy.
    scalar: `
      hex: string, constant
      as_integer_ratio: tuple, constant
      to_bytes tobytes dumps: bytes, constant
      tolist item __*__ is_integer bit_length bit_count: scalar, constant
      reshape ravel flatten repeat argsort cumsum cumprod: ndarray
      dump tofile: none, writes 0/file=
      sort resize fill put setflags: none
      conj conjugate: new, changes 0
      components: tuple
      *: new
    `,
    none: `
      *: new
    `,
    immutable: `
      # loggers are the process's own, whoever names them
      setLevel addHandler removeHandler addFilter removeFilter: none, setting
      debug info warning warn error critical exception log: none, shows
      # regular expressions and their matches
      findall split groups: new list
      sub: string, calls now
      subn: tuple, calls now
      group expand: string
      match fullmatch search: immutable
      groupdict: new dict
      finditer __iter__: new iterator
      start end count index: scalar
      *: new
    `,
    file: `
      write writelines truncate seek flush close detach reconfigure extractall extract writestr add addfile extractfile
        __enter__ __exit__: new, changes receiver
      read readline readlines read1 readinto readall getvalue getbuffer __next__: new, changes receiver
      tell fileno isatty readable writable seekable namelist infolist getnames getmembers getinfo: new
      open: file, changes receiver
      __iter__: same
    `,
    generator: `
      send throw close __next__ asend athrow aclose: element, changes receiver
      __iter__: same
    `,
    // Progress bars, readers and writers of CSV and views of dicts are iterators too.
    iterator: `
      __next__: element, changes receiver
      __iter__: same
      writerow writerows writeheader: scalar, changes receiver
      update set_description set_postfix set_description_str set_postfix_str close refresh reset clear display
        unpause: none, changes receiver
      write: none, shows
      isdisjoint __len__ __contains__: scalar
    `,
    function: `
      cache_clear: none, changes receiver
      cache_info cache_parameters: tuple
      # what an operator, a partial function or a signature makes; a universal function of numpy
      register: element, changes receiver
      reduce accumulate outer: new ndarray
      at: none, changes 0
    `,
    class: `
      mro __subclasses__: new list
    `,
  },

  attributes: {
    'string bytes scalar none': `
      __class__: class
      __doc__: string
      *: new
    `,
    dict: `
      default_factory: element
      maps: holds list
      # what a Bunch of scikit-learn gives as attributes
      data target: element
      feature_names target_names DESCR frame images filename details categories: element
    `,
    'list tuple set frozenset': `
      maxlen typecode itemsize: scalar
      _fields: tuple
      __class__: class
      *: element
    `,
    immutable: `
      pattern string name: string
      handlers: list
      *: new
    `,
    function: `
      __name__ __doc__ __qualname__ __module__: string
      # where a method was looked up and not called, and what was put on a function
      *: element
    `,
    class: `
      __name__ __doc__ __qualname__ __module__: string
      __mro__ __bases__: tuple
      *: element
    `,
    'file iterator generator connection lock process executor': `
      name mode encoding newlines: string
      closed n total line_num pid returncode exitcode lastrowid rowcount: scalar
      *: element
    `,
  },

  values: {
    builtins: `
      __name__ __file__: string
      __debug__: scalar
      NotImplemented Ellipsis: immutable
    `,
  },
};
