import { literalText, type Template } from './template';
import type { ShellCommand } from './words';

/** What a command installs. */
export interface Install {
  /** as lines of a requirements file */
  readonly requirements: readonly string[];
  /** some of what it installs is only known when it runs */
  readonly partly: boolean;
}

const PIP_KEPT = new Set(['-r', '--requirement', '-c', '--constraint', '-e', '--editable', '-i', '--index-url', '--extra-index-url', '-f', '--find-links', '--trusted-host', '--no-binary', '--only-binary']);
const PIP_VALUED = new Set(
  (
    '-t --target --prefix --root --src --platform --python-version --implementation --abi --upgrade-strategy --progress-bar --timeout ' +
    '--retries --proxy --cert --client-cert --cache-dir --log --exists-action --config-settings --global-option --install-option ' +
    '--use-feature --use-deprecated --report -p --python'
  ).split(' '),
);
const CONDA_VALUED = new Set('-c --channel -n --name -p --prefix --file --solver --revision --repodata-fn'.split(' '));

/**
 * What a command installs for Python; null for one that installs nothing. To remove a package, and to ask for versions, is
 * to install nothing at all: `[]`.
 */
export function installOf(command: ShellCommand): Install | null {
  const words = command.words.map((word) => literalText(word));
  const [program, ...rest] = words;
  if (program === 'sudo' || program === 'yes' || program === '!') return installOf({ ...command, words: command.words.slice(1) });
  if (isPython(command.words[0]) && rest[0] === '-m') return installOf({ ...command, words: command.words.slice(2) });
  const name = program?.split('/').at(-1) ?? '';
  if (name === 'uv' && rest[0] === 'pip') return pip(rest.slice(1));
  if (/^pip[\d.]*$/.test(name)) return pip(rest);
  if (/^(conda|mamba|micromamba)$/.test(name)) return conda(rest);
  return null;
}

function isPython(word: Template | undefined): boolean {
  const text = word?.map((part) => (typeof part === 'string' ? part : part.expression)).join('') ?? '';
  return /^[{$]*sys\.executable\}?$|(^|\/)python[\d.]*$|^py$/.test(text);
}

function pip(words: readonly (string | null)[]): Install | null {
  const action = words.findIndex((word) => word !== null && !word.startsWith('-'));
  if (words[action] === 'uninstall') return { requirements: [], partly: false };
  if (words[action] !== 'install') return null;
  const requirements: string[] = [];
  let partly = false;
  for (let index = action + 1; index < words.length; index += 1) {
    const word = words[index];
    if (word === null || word === undefined) {
      partly = true;
    } else if (PIP_KEPT.has(word)) {
      const value = words[(index += 1)];
      if (value) requirements.push(`${LONG.get(word) ?? word} ${value}`);
      else partly = true;
    } else if (word.startsWith('-')) {
      const [option = '', value] = word.split(/=(.*)/s);
      if (value !== undefined && PIP_KEPT.has(option)) requirements.push(`${option} ${value}`);
      else if (word === '--pre') requirements.push(word);
      else if (value === undefined && PIP_VALUED.has(option)) index += 1;
    } else if (!/^pip([<>=!~ ].*)?$/.test(word)) {
      requirements.push(word);
    }
  }
  return { requirements, partly };
}

/** Options that a requirements file knows by one of their names. */
const LONG = new Map([['--requirement', '-r'], ['--constraint', '-c'], ['--editable', '-e'], ['-i', '--index-url'], ['-f', '--find-links']]);

/** Conda's packages mostly have the names that they have for pip. */
function conda(words: readonly (string | null)[]): Install | null {
  const action = words.findIndex((word) => word !== null && !word.startsWith('-'));
  if (/^(remove|uninstall)$/.test(words[action] ?? '')) return { requirements: [], partly: false };
  if (!/^(install|update|upgrade)$/.test(words[action] ?? '')) return null;
  const requirements: string[] = [];
  let partly = false;
  for (let index = action + 1; index < words.length; index += 1) {
    const word = words[index];
    if (word === null || word === undefined) partly = true;
    else if (word.startsWith('-')) index += CONDA_VALUED.has(word) ? 1 : 0;
    else if (!/^(.*::)?(python|pip|conda|mamba)([<>= ].*)?$/.test(word)) requirements.push(asPip(word));
  }
  return { requirements, partly };
}

/** `conda-forge::numpy=1.26` → `numpy==1.26.*` */
function asPip(spec: string): string {
  const [, name = spec, version] = /^(?:.*::)?([\w.-]+)=([\w.*]+)(?:=.*)?$/.exec(spec) ?? [];
  if (version === undefined) return spec.replace(/^.*::/, '');
  return `${name}==${/\*$/.test(version) ? version : `${version}.*`}`;
}
