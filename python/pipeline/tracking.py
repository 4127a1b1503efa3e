"""Where Trialbook's client can be imported, an execution is a run, and its steps are runs inside of it. Else nothing happens; and what goes
wrong with it is no concern of the pipeline.
"""

import contextlib
import os
from typing import Any, Dict, Optional


class TrackedExecution:
    """An execution as a run."""

    def __init__(self, name: str, notebook: str, parameters: Dict[str, Any]):
        self._run: Any = None
        if os.environ.get("TRIALBOOK_PIPELINE_UNTRACKED", "") in ("", "0"):
            with contextlib.suppress(Exception):
                import trialbook

                self._run = trialbook.start_run(name=name, params=parameters, tags={"pipeline": notebook})

    @property
    def on(self) -> bool:
        return self._run is not None

    def cached(self, name: str, parameters: Dict[str, Any], shown: str) -> None:
        """A step that did not have to run, and the folder of what it showed."""
        if self._run is not None:
            with contextlib.suppress(Exception):
                import trialbook

                with trialbook.start_run(name=name, nested=True, params=parameters, tags={"cached": "yes"}) as run:
                    run.log_artifact(os.path.join(shown, "report.html"))

    def end(self, status: str, exit_code: int, report: str) -> None:
        if self._run is not None:
            with contextlib.suppress(Exception):
                self._run.log_artifact(report)
            with contextlib.suppress(Exception):
                self._run.end(status, exit_code=exit_code)


class TrackedStep:
    """The step of this process as a run."""

    def __init__(self, job: Dict[str, Any]):
        self._run: Any = None
        self._report = os.path.join(job["shown"], "report.html")
        if job["tracked"]:
            with contextlib.suppress(Exception):
                from trialbook import capture, starting
                from trialbook.direct_output import DirectOutput

                capture.followers.append(DirectOutput(["stdout", "stderr"]).follow)
                tags = {"cached": "no", "reason": job["reason"], "attempt": job["attempt"]}
                # If the step starts a run, it gets this one.
                self._run = starting.start(name=job["step"], params=job["parameters"], tags=tags, lent=True)

    def end(self, error: Optional[BaseException]) -> None:
        if self._run is not None:
            with contextlib.suppress(Exception):
                self._run.log_artifact(self._report)
                self._run.end(**({"status": "FAILED", "exit_code": 1, "error": error} if error else {}))
