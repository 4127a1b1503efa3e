import type { TreePath } from './tree_path';

/** docs/git.md has the same list, and so has the Python client. */
const NAMES = [
  String.raw`\.env`,
  String.raw`\.envrc`,
  String.raw`\.env\..*(?<!\.(?:example|sample|template|dist))`,
  String.raw`.*\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)`,
  String.raw`id_(?:rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk)`,
  String.raw`\.netrc|_netrc|\.pypirc|\.git-credentials|\.htpasswd|\.pgpass|\.s3cfg|\.boto`,
  String.raw`credentials(?:\.json)?|client_secret.*\.json|service[-_]?account.*\.json|kaggle\.json|application_default_credentials\.json`,
  String.raw`secrets?\.(?:json|ya?ml|toml|env|ini)`,
];
const NAME = new RegExp(`^(?:${NAMES.join('|')})$`, 'is');
const FOLDERS = new Set(['.ssh', '.gnupg', '.aws', '.kube']);

/** Whether a file probably holds passwords or keys, told by its name; no snapshot takes it. */
export function isSecretFile(path: TreePath): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return NAME.test(name) || folders.some((folder) => FOLDERS.has(folder.toLowerCase()));
}
