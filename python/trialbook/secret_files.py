"""Files that probably hold passwords or keys, told by their names. docs/git.md has the same list."""

import re

_NAMES = re.compile(
    rb"""
    \.env | \.envrc | \.env\..* (?<!\.example)(?<!\.sample)(?<!\.template)(?<!\.dist)
    | .*\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk)
    | id_(rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk)
    | \.netrc | _netrc | \.pypirc | \.git-credentials | \.htpasswd | \.pgpass | \.s3cfg | \.boto
    | credentials(\.json)? | client_secret.*\.json | service[-_]?account.*\.json | kaggle\.json | application_default_credentials\.json
    | secrets?\.(json|ya?ml|toml|env|ini)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_FOLDERS = (b".ssh", b".gnupg", b".aws", b".kube")


def is_secret_file(path: bytes) -> bool:
    """Whether the file at this path, with ``/`` between its parts, is left out of snapshots."""
    *folders, name = path.split(b"/")
    return _NAMES.fullmatch(name) is not None or any(folder.lower() in _FOLDERS for folder in folders)
