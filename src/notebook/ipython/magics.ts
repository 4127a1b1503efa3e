/** What becomes of a line that begins with `%name`. */
export type LineMeaning =
  /** no effect outside of a notebook */
  | { readonly does: 'nothing' }
  /**
   * What follows is Python that runs as it stands, after options, of which the `valued` are followed by a value.
   * Unless it `shows`, its value is not displayed.
   */
  | { readonly does: 'python'; readonly valued?: string; readonly shows?: boolean }
  /** a shell command, `%s` being what follows */
  | { readonly does: 'shell'; readonly command: string }
  /** like `shell`, and its value is the lines that the command prints */
  | { readonly does: 'shell-lines' | 'install' | 'folder' | 'change-folder' | 'environment' | 'import' | 'pylab' | 'debug' }
  | Refused;

/** What becomes of a cell that begins with `%%name`. */
export type CellMeaning =
  | { readonly does: 'nothing' | 'shell-lines' | 'write-file' | 'capture' }
  | { readonly does: 'python'; readonly shows?: boolean }
  /** its lines are the input of a program, to which the rest of the first line is added */
  | { readonly does: 'script'; readonly program: string }
  | Refused;

/** Without a meaning in a pipeline: for a `reason` (a clause whose subject is the magic), or because it is of another `language`. */
export type Refused = { readonly does: 'refused'; readonly reason: string } | { readonly does: 'refused'; readonly language: string };

const refused = (reason: string): Refused => ({ does: 'refused', reason });
const language = (name: string): Refused => ({ does: 'refused', language: name });

const RUNS_FILE = 'runs another file among the variables of this notebook, which cannot be followed. Import from that file what is needed.';
const LOADS_CODE = 'fetches code that is not in the notebook. Put the code itself into the cell.';
const READS_HISTORY = 'works with the history of a session, which a pipeline has none of. Remove it.';
const FORGETS = 'removes variables that cannot be told beforehand. Use `del`, or remove it.';
const STORE = 'keeps variables in a store of IPython’s own. Write them to a file instead.';
const INTERACTIVE = 'waits for somebody at the keyboard. Remove it.';
const FOLDER_STACK = 'depends on folders that were visited before. Use `%cd` with a path, or os.chdir.';
const SQL = language('SQL');
const R = language('R');

/** Names, separated by blanks, and what they mean. Aliases of shell commands, which IPython takes for magics, are among them. */
export const LINE_MAGICS = table<LineMeaning>([
  [
    'aimport',
    { does: 'import' },
  ],
  [
    'alias alias_magic autoawait automagic autoreload autosave bookmark clear code_wrap colors config connect_info dhist dirs ' +
      'doctest_mode gui hist history killbgscripts less load_ext logoff logon logstart logstate logstop lsmagic magic man ' +
      'matplotlib more page pastebin pdb pdef pdoc pfile pinfo pinfo2 popup pprint precision psearch psource pycat qtconsole ' +
      'quickref rehashx reload_ext tb tensorboard tensorflow_version timeit unalias unload_ext watermark who who_ls whos xmode',
    { does: 'nothing' },
  ],
  ['time', { does: 'python', shows: true }],
  ['prun', { does: 'python', valued: '-D -l -s -T' }],
  ['memit', { does: 'python', valued: '-r -t -i' }],
  ['lprun', { does: 'python', valued: '-f -m -D -T -s -u' }],
  ['mprun', { does: 'python', valued: '-f -T' }],
  ['snakeviz', { does: 'python', valued: '-f --filename --host --port' }],
  ['pyinstrument scalene', { does: 'python' }],
  ['pip conda mamba micromamba uv', { does: 'install' }],
  ['cd', { does: 'change-folder' }],
  ['pwd', { does: 'folder' }],
  ['env set_env', { does: 'environment' }],
  ['pylab', { does: 'pylab' }],
  ['sx system !', { does: 'shell-lines' }],
  ['ls', { does: 'shell', command: 'ls %s' }],
  ['ll', { does: 'shell', command: 'ls -o %s' }],
  ['lf', { does: 'shell', command: 'ls -o %s | grep ^-' }],
  ['lk', { does: 'shell', command: 'ls -o %s | grep ^l' }],
  ['lx', { does: 'shell', command: 'ls -o %s | grep ^-..x' }],
  ['ldir', { does: 'shell', command: 'ls -F -o %s | grep /$' }],
  ...['cat', 'cp', 'echo', 'mkdir', 'mv', 'rm', 'rmdir'].map((name): [string, LineMeaning] => [name, { does: 'shell', command: `${name} %s` }]),
  ['debug', { does: 'debug' }],
  ['run', refused(RUNS_FILE)],
  ['load loadpy', refused(LOADS_CODE)],
  ['autocall', refused('changes how the cells after it are read. Write the calls with their parentheses.')],
  ['macro notebook recall rep rerun save', refused(READS_HISTORY)],
  ['reset reset_selective xdel', refused(FORGETS)],
  ['store', refused(STORE)],
  ['ed edit', refused(INTERACTIVE)],
  ['popd pushd', refused(FOLDER_STACK)],
  ['sc', refused('is IPython’s old way to keep what a command prints. Write `name = !command`.')],
  ['bigquery sql', SQL],
  ['R Rdevice Rget Rpull Rpush', R],
  ['julia', language('Julia')],
  ['octave octave_pull octave_push', language('Octave')],
  ['matlab', language('MATLAB')],
]);

export const CELL_MAGICS = table<CellMeaning>([
  ['HTML SVG html javascript js latex markdown svg timeit', { does: 'nothing' }],
  ['time', { does: 'python', shows: true }],
  ['capture', { does: 'capture' }],
  ['heat lprun memit mprun notify prun pyinstrument scalene snakeviz', { does: 'python' }],
  ...['bash', 'cmd', 'pypy', 'python', 'python3', 'sh', 'zsh'].map((name): [string, CellMeaning] => [name, { does: 'script', program: name }]),
  ['shell', { does: 'script', program: 'bash' }],
  ['script', { does: 'script', program: '' }],
  ['! sx system', { does: 'shell-lines' }],
  ['file writefile', { does: 'write-file' }],
  ['debug', refused(INTERACTIVE)],
  ['code_wrap', refused('changes how the cells after it run. Remove it.')],
  ['macro', refused(READS_HISTORY)],
  ['bigquery read_sql sparksql sql', SQL],
  ['R', R],
  ['cython', language('Cython')],
  ['cpp cu', language('C++')],
  ['fortran', language('Fortran')],
  ['julia', language('Julia')],
  ['matlab', language('MATLAB')],
  ['octave', language('Octave')],
  ['node', language('JavaScript')],
  ['perl', language('Perl')],
  ['python2', language('Python 2')],
  ['ruby', language('Ruby')],
  ['rust', language('Rust')],
  ['scala', language('Scala')],
]);

function table<M>(rows: readonly (readonly [string, M])[]): ReadonlyMap<string, M> {
  return new Map(rows.flatMap(([names, meaning]) => names.split(' ').map((name): [string, M] => [name, meaning])));
}
