import type { Table } from '../table';

/** The standard library where it deals with values: numbers, text, times, collections, functions. */
export const STDLIB_DATA: Table = {
  functions: {
    'math cmath': `
      prod: new, constant
      *: scalar, constant
    `,
    statistics: `
      multimode quantiles: new list
      NormalDist: immutable, constant
      median_low median_high mode: element
      StatisticsError: holds
      *: scalar, constant
    `,
    fractions: `
      Fraction gcd: scalar, constant
    `,
    decimal: `
      Decimal: scalar, constant
      getcontext: element
      setcontext: none, setting
      localcontext Context: new
    `,
    numbers: `
      *: class
    `,
    random: `
      seed setstate: none, seeds python
      shuffle: none, changes 0, draws python
      choice: element, draws python
      choices sample: holds list, draws python
      getstate: tuple, draws python
      random randint randrange getrandbits binomialvariate: scalar, draws python
      uniform gauss normalvariate lognormvariate expovariate vonmisesvariate gammavariate betavariate paretovariate weibullvariate
        triangular: like 0, new scalar, draws python
      randbytes: bytes, draws python
      Random SystemRandom: random-generator
    `,
    secrets: `
      choice: element
      *: new
    `,
    time: `
      sleep: none
      strftime ctime asctime: string
      localtime gmtime strptime struct_time: immutable
      tzset: none, setting
      *: scalar
    `,
    datetime: `
      datetime date time timedelta timezone tzinfo: datetime, constant
    `,
    'datetime.datetime datetime.date datetime.time': `
      now today utcnow: datetime
      fromtimestamp utcfromtimestamp strptime fromisoformat fromordinal combine fromisocalendar: datetime, constant
    `,
    calendar: `
      monthrange: tuple, constant
      isleap leapdays timegm weekday: scalar, constant
      month calendar: string
      monthcalendar: new list
      Calendar TextCalendar HTMLCalendar: new
    `,
    zoneinfo: `
      ZoneInfo: immutable, constant
    `,
    re: `
      compile: immutable, constant
      findall split: new list
      sub: string, calls now
      subn: tuple, calls now
      match search fullmatch: immutable
      finditer: iterator
      escape: string, constant
      template RegexFlag: immutable, constant
      error: holds
      purge: none
    `,
    string: `
      Template Formatter: holds
      capwords: string, constant
    `,
    textwrap: `
      wrap: new list
      TextWrapper: holds
      *: string, constant
    `,
    unicodedata: `
      *: string, constant
    `,
    html: `
      *: string, constant
    `,
    difflib: `
      get_close_matches: holds list
      ndiff unified_diff context_diff: holds generator
      SequenceMatcher HtmlDiff Differ Match: holds
      restore diff_bytes: holds generator
      IS_*: scalar
    `,
    pprint: `
      pprint pp: none, shows ; stream=: none, changes stream= ; >1: none, changes 1
      pformat saferepr: string
      isreadable isrecursive: scalar
      PrettyPrinter: new
    `,
    ast: `
      literal_eval parse: new
      dump unparse: string
    `,
    collections: `
      Counter OrderedDict UserDict ChainMap: holds dict
      defaultdict: holds dict, calls later
      deque UserList: holds list
      UserString: string
      namedtuple: class, new
    `,
    array: `
      array: new list
    `,
    itertools: `
      tee: holds tuple
      *: holds iterator, calls later
    `,
    'itertools.chain': `
      from_iterable: holds iterator
    `,
    functools: `
      reduce: holds, calls now
      partial partialmethod lru_cache cache wraps singledispatch singledispatchmethod cmp_to_key cached_property: holds function,
        calls later
      update_wrapper total_ordering: same, changes 0
    `,
    operator: `
      itemgetter attrgetter methodcaller: function, constant
      setitem delitem: none, changes 0
      getitem: element
      iadd iand iconcat ifloordiv ilshift imatmul imod imul ior ipow irshift isub itruediv ixor: same, changes 0
      concat: holds
      *: new
    `,
    heapq: `
      heapify heappush: none, changes 0
      heappop: element, changes 0
      heappushpop heapreplace: holds, changes 0
      nlargest nsmallest: holds list, calls now
      merge: holds iterator, calls later
      heapify_max heappush_max: none, changes 0
      heappop_max heappushpop_max heapreplace_max: element, changes 0
    `,
    bisect: `
      bisect bisect_left bisect_right: scalar, calls now
      insort insort_left insort_right: none, changes 0, calls now
    `,
    copy: `
      copy: holds, like 0
      deepcopy: new, like 0
      Error: holds
      replace: holds, like 0
    `,
    types: `
      SimpleNamespace MappingProxyType MethodType FunctionType: holds
      ModuleType: module
    `,
    typing: `
      cast: same
      get_type_hints: new dict
      NamedTuple TypedDict NewType: class, new
      *: immutable, constant
    `,
    typing_extensions: `
      *: immutable, constant
    `,
    dataclasses: `
      dataclass: same, calls later
      field: holds, calls later
      asdict: new dict
      astuple: holds tuple
      fields: holds tuple
      replace: holds
      is_dataclass: scalar
      make_dataclass: class, new
    `,
    enum: `
      auto: immutable, constant
      unique: same
      Enum IntEnum Flag IntFlag StrEnum: class, new
    `,
    abc: `
      abstractmethod abstractproperty abstractclassmethod abstractstaticmethod: same
    `,
    hashlib: `
      *: new
    `,
    hmac: `
      *: new
    `,
    uuid: `
      UUID uuid3 uuid5: immutable, constant
      *: immutable
    `,
    'base64 binascii': `
      *: bytes, constant
    `,
    zlib: `
      crc32 adler32: scalar, constant
      *: bytes, constant
    `,
    struct: `
      unpack unpack_from: tuple
      calcsize: scalar, constant
      pack: bytes, constant
      pack_into: none, changes 1
      iter_unpack: iterator
      Struct: immutable
    `,
    weakref: `
      *: holds lock
    `,
    sched: `
      *: holds lock
    `,
  },

  methods: {
    // Times and lengths of time, those of pandas too.
    datetime: `
      strftime isoformat ctime day_name month_name __str__ tzname: string, constant
      timestamp weekday isoweekday toordinal total_seconds to_julian_date utcoffset: scalar, constant
      timetuple utctimetuple isocalendar: tuple, constant
      *: datetime, constant
    `,
    // What the modules random and numpy have: each draw moves it.
    'random-generator': `
      shuffle: none, changes receiver 0/x=
      choice: holds, changes receiver
      choices sample: holds list, changes receiver
      seed setstate set_state: none, changes receiver
      permutation permuted: new ndarray, changes receiver 2/out=
      random standard_normal standard_exponential standard_gamma: new, changes receiver out=
      random_sample rand randn randint integers randrange getrandbits uniform normal normalvariate gauss binomial poisson beta
        gamma exponential lognormal multinomial multivariate_normal dirichlet chisquare geometric gumbel hypergeometric
        laplace logistic logseries negative_binomial noncentral_chisquare noncentral_f pareto power rayleigh
        standard_cauchy standard_t triangular vonmises wald weibull zipf f random_integers tomaxint multivariate_hypergeometric
        bytes randbytes expovariate betavariate gammavariate lognormvariate paretovariate weibullvariate vonmisesvariate binomialvariate spawn: new, changes receiver
      getstate get_state: new
      jumped: new random-generator
      *: new, changes receiver
    `,
  },

  attributes: {
    datetime: `
      year month day hour minute second microsecond nanosecond days seconds microseconds quarter week dayofweek dayofyear day_of_week
        day_of_year value fold: scalar, constant
      *: datetime, constant
    `,
    'random-generator': `
      *: element
    `,
  },

  values: {
    'math cmath': `
      pi e tau inf nan infj nanj: scalar
    `,
    string: `
      ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits punctuation printable whitespace: string
    `,
    calendar: `
      month_name month_abbr day_name day_abbr: list
    `,
    re: `
      A ASCII I IGNORECASE M MULTILINE S DOTALL X VERBOSE U UNICODE L LOCALE: scalar
    `,
    datetime: `
      MINYEAR MAXYEAR: scalar
      UTC: datetime
    `,
    'datetime.datetime datetime.date datetime.timedelta datetime.timezone': `
      min max resolution utc: datetime
    `,
  },
};
