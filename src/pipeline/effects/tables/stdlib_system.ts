import type { Table } from '../table';

/** The standard library where it deals with files, processes, the system and the interpreter. */
export const STDLIB_SYSTEM: Table = {
  functions: {
    os: `
      chdir fchdir: none, setting
      putenv unsetenv umask nice: new, setting
      environ.update environ.setdefault environ.pop environ.clear environ.__setitem__: element, setting
      environ.get environ.copy environ.items environ.keys environ.values: new
      getenv getlogin getcwd strerror: string
      getpid getppid cpu_count getuid getloadavg isatty times get_terminal_size: scalar
      urandom: bytes
      listdir: new list, reads 0/path=
      scandir: iterator, reads 0/path=
      walk fwalk: generator, reads 0/top=
      stat lstat access statvfs: new, reads 0/path=
      makedirs: none, writes 0/name=
      mkdir remove unlink rmdir chmod chown utime truncate: none, writes 0/path=
      removedirs: none, writes 0/name=
      rename renames replace link symlink: none, reads 0/src=, writes 1/dst=
      system popen execv execvp spawnl startfile: new, any-file
      kill killpg _exit abort: none
      fspath fsencode fsdecode: string, constant
    `,
    'os.path': `
      join basename dirname normpath abspath expanduser expandvars realpath relpath commonpath normcase: string, constant
      split splitext splitdrive: tuple, constant
      isabs: scalar, constant
      commonprefix: new
      exists isfile islink lexists: scalar, reads 0/path=
      isdir: scalar, reads 0/s=
      getsize getmtime getctime getatime: scalar, reads 0/filename=
      samefile: scalar, reads 0/f1=
      ismount: scalar, reads 0/path=
      sameopenfile samestat: scalar
    `,
    sys: `
      path.append path.insert path.extend path.remove path.pop path.reverse path.clear: new, setting
      stdout.write stdout.flush stdout.reconfigure stderr.write stderr.flush: none, shows
      setrecursionlimit set_int_max_str_digits setswitchinterval settrace setprofile: none, setting
      getsizeof getrecursionlimit getrefcount getdefaultencoding getfilesystemencoding intern version: new
      exc_info: tuple
      exit: none
      modules.pop: element, setting
    `,
    pathlib: `
      Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath: path, constant
    `,
    'pathlib.Path': `
      cwd home: path, constant
    `,
    io: `
      StringIO BytesIO: file
      TextIOWrapper BufferedReader BufferedWriter: holds file
      open: file, reads 0/file= ; mode@1~+: file, reads 0/file=, writes 0/file= ; mode@1~wax: file, writes 0/file=
    `,
    json: `
      load: new, changes 0/fp=
      loads: new
      dump: none, changes 1/fp=
      dumps: string
      JSONEncoder JSONDecoder JSONDecodeError: holds
    `,
    csv: `
      reader writer DictReader DictWriter: holds iterator
      Sniffer: new
      field_size_limit register_dialect: scalar, setting
    `,
    pickle: `
      load: new, changes 0/file=
      loads: new
      dump: none, changes 1/file=
      dumps: bytes
      Pickler Unpickler: holds iterator
    `,
    marshal: `
      load: new, changes 0
      loads: new
      dump: none, changes 1
      dumps: bytes
    `,
    shelve: `
      open: connection, reads 0/filename=, writes 0/filename=
    `,
    glob: `
      glob: new list, reads 0/pathname=
      iglob: iterator, reads 0/pathname=
      escape: string, constant
    `,
    fnmatch: `
      fnmatch fnmatchcase: scalar, constant
      filter: new list
      translate: string, constant
    `,
    shutil: `
      copy copy2 copyfile copytree move copymode copystat: string, reads 0/src=, writes 1/dst=
      copyfileobj: none, changes 0/fsrc= 1/fdst=
      rmtree: none, writes 0/path=
      make_archive: string, writes 0/base_name=, reads 2/root_dir=
      unpack_archive: none, reads 0/filename=, writes 1/extract_dir=
      disk_usage: tuple
      which: string
      get_terminal_size: tuple
    `,
    subprocess: `
      run check_output check_call call getoutput getstatusoutput: new, any-file
      Popen: process, any-file
    `,
    zipfile: `
      ZipFile PyZipFile: file, reads 0/file= ; mode@1~wax: file, reads 0/file=, writes 0/file=
      is_zipfile: scalar, reads 0/filename=
      ZipInfo: new
    `,
    tarfile: `
      open TarFile: file, reads 0/name= ; mode@1~wax: file, reads 0/name=, writes 0/name=
      is_tarfile: scalar, reads 0/name=
    `,
    'gzip bz2 lzma': `
      open: file, reads 0/filename= ; mode@1~wax: file, writes 0/filename=
      GzipFile BZ2File LZMAFile: file, reads 0/filename= ; mode@1~wax: file, writes 0/filename=
      compress decompress: bytes, constant
    `,
    codecs: `
      open: file, reads 0/filename= ; mode@1~+: file, reads 0/filename=, writes 0/filename= ; mode@1~wax: file, writes 0/filename=
      encode decode: new
      getreader getwriter lookup: new
    `,
    sqlite3: `
      connect: connection, reads 0/database=, writes 0/database=
      register_adapter register_converter: none, setting
    `,
    tempfile: `
      mkdtemp gettempdir mktemp: string
      mkstemp: tuple
      NamedTemporaryFile TemporaryFile SpooledTemporaryFile TemporaryDirectory: file
    `,
    logging: `
      basicConfig disable captureWarnings setLoggerClass addLevelName shutdown: none, setting
      config.dictConfig config.fileConfig: none, setting
      getLogger: immutable, constant
      debug info warning warn error critical exception log: none, shows
      getLevelName: string
      Formatter: new
      StreamHandler NullHandler: new file
      FileHandler: file, writes 0/filename=
      handlers.*: new file, writes 0/filename=
    `,
    'logging.root': `
      setLevel addHandler removeHandler: none, setting
      debug info warning error critical exception log: none, shows
    `,
    warnings: `
      filterwarnings simplefilter resetwarnings: none, setting
      warn warn_explicit showwarning: none, shows
      catch_warnings: new
    `,
    gc: `
      collect: scalar
      enable disable freeze set_threshold set_debug: none, setting
      get_objects get_referrers get_referents: new list
      isenabled get_count get_stats get_threshold: new
    `,
    'threading multiprocessing': `
      Thread Process Timer: holds process, calls later
      Lock RLock Semaphore BoundedSemaphore Condition Event Barrier Queue JoinableQueue SimpleQueue Value Array Pipe
        Manager: lock
      local: new
      Pool: executor
      pool.ThreadPool pool.Pool dummy.Pool: executor
      set_start_method freeze_support: none, setting
      get_context: new
      cpu_count active_count get_ident: scalar
      current_thread current_process main_thread: element
    `,
    concurrent: `
      futures.ThreadPoolExecutor futures.ProcessPoolExecutor: executor
      futures.as_completed: holds iterator
      futures.wait: holds tuple
    `,
    queue: `
      Queue LifoQueue PriorityQueue SimpleQueue: lock
    `,
    asyncio: `
      run: new
      Queue Lock Event Semaphore: lock
      sleep gather wait create_task get_event_loop new_event_loop: holds generator
    `,
    contextlib: `
      contextmanager asynccontextmanager: holds function, calls later
      suppress redirect_stdout redirect_stderr nullcontext closing ExitStack: holds
    `,
    imp: `
      reload: module, setting
    `,
    importlib: `
      import_module: module
      reload: module, setting
      invalidate_caches: none
      util.find_spec: new
      metadata.version version: string, constant
      resources.*: new
    `,
    signal: `
      signal alarm: new, setting
    `,
    locale: `
      setlocale: string, setting
      getlocale getdefaultlocale: tuple
      currency format_string: string
    `,
    faulthandler: `
      enable disable: none, setting
    `,
    platform: `
      *: string, constant
    `,
    getpass: `
      getpass: refuses input
      getuser: string
    `,
    pdb: `
      set_trace run runcall post_mortem pm: refuses input
    `,
    webbrowser: `
      open open_new open_new_tab: scalar, shows
    `,
    socket: `
      gethostname: string
      socket create_connection: connection
    `,
    ssl: `
      create_default_context _create_unverified_context SSLContext: new
    `,
    urllib: `
      request.urlopen: file
      request.urlretrieve: tuple, writes 1/filename=
      request.Request: holds
      request.install_opener: none, setting
      request.build_opener: new
      request.urlcleanup: none
      parse.urlencode parse.quote parse.quote_plus parse.unquote parse.unquote_plus parse.urljoin parse.urlunparse: string, constant
      parse.urlparse parse.urlsplit: immutable, constant
      parse.parse_qs: new dict
      parse.parse_qsl: new list
      error.*: holds
    `,
    'xml.etree.ElementTree xml.etree.cElementTree': `
      parse: new, reads 0/source=
      iterparse: iterator, reads 0/source=
      fromstring XML Element: new
      SubElement: element, changes 0/parent=
      tostring: new
      ElementTree: holds
      dump: none, shows
      indent: none, changes 0/tree=
    `,
    'xml.dom.minidom': `
      parse: new, reads 0/file=
      parseString: new
    `,
    configparser: `
      ConfigParser RawConfigParser SafeConfigParser: new
    `,
    argparse: `
      ArgumentParser Namespace: new
    `,
    'atexit': `
      register: element, calls later
    `,
    traceback: `
      print_exc print_exception print_stack print_tb: none, shows
      format_exc: string
      *: new list
    `,
    inspect: `
      getsource getdoc getfile getsourcefile cleandoc: string
      getsourcelines: tuple
      getmembers: holds list
      signature getfullargspec Parameter Signature: new
      is*: scalar
    `,
    'cProfile profile timeit': `
      timeit repeat run default_timer: new, calls now
      Timer Profile: holds
    `,
    ctypes: `
      *: new
    `,
  },

  methods: {
    path: `
      exists is_file is_dir is_symlink stat lstat owner samefile: scalar, reads receiver
      iterdir glob rglob walk: generator, reads receiver
      read_text: string, reads receiver
      read_bytes: bytes, reads receiver
      write_text write_bytes: scalar, writes receiver
      mkdir touch unlink rmdir chmod lchmod symlink_to hardlink_to link_to: none, writes receiver
      rename replace: path, writes receiver
      open: file, reads receiver ; mode@0~+: file, reads receiver, writes receiver ; mode@0~wax: file, writes receiver
      joinpath with_name with_suffix with_stem relative_to resolve absolute expanduser readlink __truediv__
        __rtruediv__: path, constant
      as_posix as_uri __str__ __fspath__: string, constant
      match is_relative_to is_absolute is_reserved: scalar, constant
      *: new
    `,
    connection: `
      # databases, sessions of HTTP, sockets
      execute executemany executescript cursor commit rollback close create_function backup connect begin dispose iterdump
        __enter__ __exit__ fetchone fetchall fetchmany get post put delete head patch request send recv sendall mount
        create_all drop_all add add_all flush query scalar scalars: new, changes receiver
    `,
    lock: `
      acquire release locked set clear wait notify notify_all put get put_nowait get_nowait task_done join qsize empty full
        is_set __enter__ __exit__ close: new, changes receiver
    `,
    process: `
      start join terminate kill close communicate wait poll send_signal run is_alive cancel setDaemon: new, changes receiver
    `,
    executor: `
      submit: holds, changes receiver, calls now
      map imap imap_unordered: holds iterator, changes receiver, calls now
      starmap apply: new, changes receiver, calls now
      map_async apply_async starmap_async: holds, changes receiver, calls now
      shutdown close join terminate __enter__ __exit__: none, changes receiver
    `,
  },

  attributes: {
    path: `
      name stem suffix drive root anchor: string, constant
      parent: path, constant
      parts: tuple, constant
      suffixes: new list
      parents: new
      *: new
    `,
  },

  values: {
    os: `
      environ: dict
      sep linesep name pathsep curdir pardir devnull extsep altsep: string
      path: module
    `,
    sys: `
      path argv warnoptions: list
      modules: dict
      version platform executable prefix base_prefix byteorder: string
      version_info float_info flags implementation hash_info int_info: immutable
      maxsize hexversion maxunicode: scalar
      stdout stderr stdin: file
    `,
    logging: `
      DEBUG INFO WARNING WARN ERROR CRITICAL FATAL NOTSET: scalar
    `,
    concurrent: `
      futures: module
    `,
    urllib: `
      request parse error: module
    `,
    multiprocessing: `
      pool: module
    `,
    warnings: `
      filters: list
    `,
    'subprocess': `
      PIPE STDOUT DEVNULL: scalar
    `,
  },
};
