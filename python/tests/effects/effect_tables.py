"""The extension's tables of what library calls do, asked as the extension itself asks them."""

import json
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
IMMUTABLE_LITERALS = (bool, int, float, str, bytes, type(None))


class Tables:
    """Asks the real lookup, which runs in Node. An effect is a dict as in src/pipeline/effects/effect.ts, or None: not known."""

    def __init__(self):
        node = shutil.which("node", path=str(HERE.parents[2] / "node_modules" / ".bin")) or shutil.which("node")
        assert node is not None, "The tables are TypeScript: run these tests by `npm run test:python`, which brings Node."
        self._node = subprocess.Popen([node, HERE / "answer.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def function(self, name, args=(), keywords=None):
        return self._ask(ask="function", name=name, shape=shape_of(args, keywords or {}))

    def method(self, kind, name, args=(), keywords=None, statement=False):
        return self._ask(ask="method", of=kind, name=name, shape=shape_of(args, keywords or {}, statement))

    def attribute(self, kind, name):
        return self._ask(ask="attribute", of=kind, name=name)

    def subscript(self, kind, index):
        return self._ask(ask="subscript", of=kind, index=index)

    def iteration(self, kind):
        return self._ask(ask="iteration", of=kind)

    def close(self):
        self._node.stdin.close()
        self._node.wait()
        self._node.stdout.close()

    def _ask(self, **question):
        self._node.stdin.write(json.dumps(question) + "\n")
        self._node.stdin.flush()
        return json.loads(self._node.stdout.readline())


def shape_of(args, keywords, statement=False):
    """How such a call looks to the extension, if each literal were written out in it."""
    return {
        "positional": len(args),
        "values": [source_of(value) for value in args],
        "keywords": {name: source_of(value) for name, value in keywords.items()},
        "statement": statement,
    }


def source_of(value):
    return repr(value) if isinstance(value, IMMUTABLE_LITERALS) else None
