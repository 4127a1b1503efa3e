"""`python check/main.py [REQUEST.json]`: the request is read from the file or from the standard input; each line that is
written is a JSON object: progress (`event`), and at last the `report` or an `error`."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, Dict, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from check.check import Check, Request  # noqa: E402
from check.refusal import CheckRefused  # noqa: E402


def main() -> int:
    # Whatever else prints must not get between the lines.
    told = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)

    def tell(content: Dict[str, Any]) -> None:
        told.write(json.dumps(content) + "\n")
        told.flush()

    signal.signal(signal.SIGTERM, _end)
    try:
        _need_packages()
        tell({"report": Check(_request(), tell).run()})
    except CheckRefused as refusal:
        tell({"error": {"code": refusal.code, "message": str(refusal)}})
        return 1
    return 0


def _request() -> Request:
    if len(sys.argv) > 1:
        content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    else:
        content = json.load(sys.stdin)
    return Request(**{**content, "notebook": Path(content["notebook"]), "folder": Path(content["folder"])})


def _need_packages() -> None:
    missing = []
    for name in ("nbclient", "ipykernel"):
        try:
            __import__(name)
        except ImportError:
            missing.append(name)
    if missing:
        message = "To check a pipeline the notebook itself is run as well, which needs %s in this Python: %s -m pip install nbclient ipykernel"
        raise CheckRefused("packages", message % (" and ".join(missing), sys.executable))


def _end(*_: Any) -> NoReturn:
    raise SystemExit(143)


if __name__ == "__main__":
    sys.exit(main())
