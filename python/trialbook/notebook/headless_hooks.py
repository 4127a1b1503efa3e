"""Bringing the recorder into the kernel of a notebook that runs headless."""

import json
import os
from typing import Any, Dict, List, Optional

#: Executed in the kernel. It uses this very package, whatever the kernel's Python has under its name, and leaves no names.
_PROGRAM = """
import importlib.util, os, sys
if "trialbook" not in sys.modules:
    spec = importlib.util.spec_from_file_location("trialbook", {init!r}, submodule_search_locations=[os.path.dirname({init!r})])
    module = importlib.util.module_from_spec(spec)
    sys.modules["trialbook"] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules["trialbook"]
        raise
from trialbook.notebook import attach
attach(**{arguments!r})
"""


async def bring_in(client: Any, arguments: Dict[str, Any]) -> Optional[str]:
    """Call ``trialbook.notebook.attach`` in the kernel with these arguments. Returns why that failed, or None.

    Raises DeadKernelError."""
    init = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "__init__.py")
    program = _PROGRAM.format(init=init, arguments=arguments)
    said, reply = await _executed(client, "# trialbook: hidden\nexec(%r, {})" % program)
    if reply.get("status") != "ok":
        return "%s: %s" % (reply.get("ename"), reply.get("evalue"))
    for line in reversed(said.splitlines()):
        try:
            answer = json.loads(line)
        except ValueError:
            continue
        if isinstance(answer, dict) and "ok" in answer:
            return None if answer["ok"] else str(answer.get("error"))
    return "the kernel gave no answer"


async def run_silently(client: Any, source: str) -> None:
    """Execute what belongs to no cell. Raises DeadKernelError."""
    await _executed(client, "# trialbook: hidden\n" + source)


async def _executed(client: Any, code: str) -> Any:
    """What the code printed, and the content of the reply to it."""
    sent = client.kc.execute(code, silent=True, store_history=False, allow_stdin=False)
    said: List[str] = []
    while True:
        message = await _next(client, client.kc.iopub_channel)
        if message["parent_header"].get("msg_id") == sent:
            if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
                said.append(message["content"]["text"])
            elif message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
    while True:
        message = await _next(client, client.kc.shell_channel)
        if message["parent_header"].get("msg_id") == sent:
            return "".join(said), message["content"]


async def _next(client: Any, channel: Any) -> Any:
    from queue import Empty

    from nbclient.exceptions import DeadKernelError
    from nbclient.util import ensure_async

    while True:
        try:
            return await ensure_async(channel.get_msg(timeout=1))
        except Empty:
            if not await ensure_async(client.km.is_alive()):
                raise DeadKernelError("the kernel died") from None
