"""One run, as the process that records it holds it."""

import os
import time
from functools import wraps
from importlib import import_module
from typing import Any, Callable, Dict, List, Optional, TypeVar, Union, cast

from . import active, background, encode, ending, inherited
from .given_params import Params, fields_of
from .journal import Writer
from .warn import warn_of_each

_Value = TypeVar("_Value")
_Verb = TypeVar("_Verb", bound=Callable[..., None])


def _guarded(verb: _Verb) -> _Verb:
    """What the verb raises becomes a problem of the run."""

    @wraps(verb)
    def guarded(self: "Run", *args: Any, **fields: Any) -> None:
        try:
            verb(self, *args, **fields)
        except Exception as error:
            name = verb.__name__
            self.problem(name, "%s: %s: %s" % (name, type(error).__name__, encode.text_of(error)))

    return cast(_Verb, guarded)


class Run:
    """An open run. Made by ``trialbook.start_run``; no method raises into training code.

    As a context manager it ends the run: FINISHED, or by the exception that leaves the block.
    """

    def __init__(
        self,
        run_id: str,
        writer: Writer,
        store_dir: str,
        name: Optional[str] = None,
        experiment: Optional[str] = None,
        parent: Optional[str] = None,
        rank: Optional[int] = None,
        owner: bool = True,
    ):
        self.run_id = run_id
        #: As it was asked for; a run without a name gets one in the store.
        self.name = name
        self.experiment = experiment
        #: The id of the run this one is nested in.
        self.parent = parent
        self.rank = rank
        #: The ``.trialbook`` folder.
        self.store_dir = store_dir
        #: Whether this process says how the run ended. A fork, a rank other than 0, a joined process only leave.
        self.owner = owner
        self.ended = False
        self._end_written = False
        #: The run that was current before this one.
        self.outer: Optional["Run"] = None
        #: Set where another program opened the run for the script: the script's first ``start_run`` takes it over.
        self.lent = False
        #: The program's file, where it is not ``__main__``'s: a notebook.
        self.script: Optional[str] = None
        #: Set while a kernel waits for its next cell: there is nothing to measure then.
        self.resting = False
        #: The first value of each param, as text.
        self._params: Dict[str, str] = {}
        self._writer = writer
        self._start_ms = time.time_ns() // 1000000
        self._endings: List[Callable[[], None]] = []
        # Captures still at work; only ever counted by the interpreter's one thread at a time.
        self._working = 0

    def __repr__(self) -> str:
        return "<Run %s%s>" % (self.run_id, " (%s)" % self.name if self.name else "")

    @property
    def recording(self) -> bool:
        """False when ``TRIALBOOK_DISABLED`` made this run a shadow that records nothing."""
        return bool(self.store_dir)

    @property
    def artifact_dir(self) -> str:
        """The folder of this run's artifacts; it is made with the first one."""
        return os.path.join(self.store_dir, "artifacts", self.run_id)

    @property
    def info(self) -> "Run":
        """The run itself, so that MLflow's ``run.info.run_id`` is its id here too."""
        return self

    # What users log.

    def log_param(self, key: str, value: _Value) -> _Value:
        """Record one param; returns ``value``, so that it can be logged where it is used."""
        self.log_params({encode.text_of(key): value})
        return value

    @_guarded
    def log_params(self, params: Params, source: str = "log") -> None:
        """Record params, kept as the text ``str`` gives: a dict, or the fields of an ``argparse.Namespace`` or a dataclass.
        The first value of a param is the one that counts."""
        given = fields_of(params)
        if self._is_mapping("params", given):
            values = {encode.text_of(key): encode.text_of(value) for key, value in given.items()}
            for key, value in values.items():
                if self._params.setdefault(key, value) != value:
                    warn_of_each("param-changed", "param %s keeps its first value, %s; it was given %s later" % tuple(map(encode.shown, (key, self._params[key], value))))
            if values:
                self._writer.append("params", values=values, source=source)

    def log_metric(self, key: str, value: Any, step: Optional[int] = None) -> None:
        """Record one point: a number, a bool, a numpy scalar or a 0-d tensor. Without ``step``, the next one."""
        try:
            if type(value) is float and -encode.MAX_DOUBLE <= value <= encode.MAX_DOUBLE:
                text = repr(value)
            else:
                text = encode.number_text(encode.number(value))
            if step is not None and (type(step) is not int or not -encode.MAX_EXACT <= step <= encode.MAX_EXACT):
                step = self._step(step)
            if type(key) is not str:
                key = str(key)
            self._writer.metric(key, text, step)
        except Exception:
            self._refuse_value(key, value)

    @_guarded
    def log_metrics(self, metrics: Dict[str, Any], step: Optional[int] = None) -> None:
        """Record one point for each key."""
        if not self._is_mapping("metrics", metrics):
            return
        values = []
        for key, value in metrics.items():
            try:
                values.append("%s:%s" % (encode.dumps(str(key)), encode.number_text(encode.number(value))))
            except Exception:
                self._refuse_value(key, value)
        if values:
            self._writer.metrics(",".join(values), None if step is None else self._step(step))

    def set_tag(self, key: str, value: Any) -> None:
        """Set a tag, kept as text; None removes it."""
        self.set_tags({encode.text_of(key): value})

    @_guarded
    def set_tags(self, tags: Dict[str, Any]) -> None:
        """Set several tags."""
        if self._is_mapping("tags", tags):
            values = {encode.text_of(key): None if value is None else encode.text_of(value) for key, value in tags.items()}
            if values:
                self._writer.append("tags", values=values)

    # Files.

    def log_artifact(self, local_path: Any, artifact_path: Optional[str] = None) -> None:
        """Copy a file (or a folder, with its name) into the run, into the folder ``artifact_path`` there."""
        self._keep("artifacts", "log_artifact", local_path, local_path, artifact_path)

    def log_artifacts(self, local_dir: Any, artifact_path: Optional[str] = None) -> None:
        """Copy what is in a folder into the run."""
        self._keep("artifacts", "log_artifacts", local_dir, local_dir, artifact_path)

    def log_text(self, text: str, artifact_file: str) -> None:
        """Keep a text as the artifact ``artifact_file``."""
        self._keep("artifacts", "log_text", artifact_file, text, artifact_file)

    def log_dict(self, dictionary: Any, artifact_file: str) -> None:
        """Keep what JSON can hold as the artifact ``artifact_file``; JSON also under a name in ``.yaml``, which it is."""
        self._keep("artifacts", "log_dict", artifact_file, dictionary, artifact_file)

    def log_figure(self, figure: Any, artifact_file: str) -> None:
        """Keep a figure of matplotlib or plotly (or what has ``savefig`` or ``write_html``) as the artifact ``artifact_file``."""
        self._keep("figures", "log_figure", artifact_file, figure, artifact_file)

    def log_image(self, image: Any, artifact_file: Optional[str] = None, key: Optional[str] = None, step: Optional[int] = None) -> None:
        """Keep an image: a PIL image, an array or tensor, encoded bytes or a path. As the artifact ``artifact_file``, or with
        ``key`` (and ``step``) as one of a series of images."""
        what = key if artifact_file is None else artifact_file
        self._keep("images", "log_image", what, image, artifact_file, key, None if step is None else self._step(step))

    def log_table(self, data: Any, artifact_file: str) -> None:
        """Keep a table: a dict of lists, a list of dicts, a DataFrame. ``.csv``, or JSON with ``columns`` and ``data``.
        A table that is there already gets the rows appended."""
        self._keep("tables", "log_table", artifact_file, data, artifact_file)

    def log_input(self, dataset: Any, context: Optional[str] = None, name: Optional[str] = None) -> None:
        """Record that the run uses a dataset: a path, a DataFrame, an array, or what has a name and a digest."""
        self._keep("datasets", "log_input", dataset if name is None else name, dataset, context, name)

    def _keep(self, module: str, function: str, what: Any, *args: Any) -> None:
        """Call a function of a module that is imported when it is first needed."""
        if not self.recording:
            return
        try:
            getattr(import_module("." + module, __package__), function)(self, *args)
        except Exception as error:
            # Some libraries explain themselves in paragraphs.
            reason = getattr(error, "strerror", None) or " ".join(encode.text_of(error).split())
            self.problem(function, "%s: %s was not kept: %s" % (function, encode.shown(what), reason))

    # What captures use.

    def record(self, type: str, /, **fields: Any) -> None:
        """Append a record of any type of the journal; fields that are None are left out."""
        self._writer.append(type, **fields)

    def record_soon(self, type: str, /, **fields: Any) -> bool:
        """``record``, or False where another thread is at work on the journal and does not let it."""
        return self._writer.append_soon(type, **fields)

    def problem(self, code: str, message: str) -> None:
        """Note in the run that something had to be given up, and tell the user, the first few times of a code."""
        self._writer.append("problem", code=code, message=message)
        warn_of_each(code, message)

    def background(self, work: Callable[[], None], name: str = "capture", otherwise: Callable[[], None] = lambda: None) -> None:
        """Do ``work`` in a daemon thread. What it raises becomes a problem of the run; the end of the process waits
        for it a few seconds, the end of the run does not. Where it takes longer, or a signal ends the process,
        ``otherwise`` is done, which must wait for nothing."""

        def guarded() -> None:
            try:
                work()
            except Exception as error:
                self._note(name, error)
            finally:
                self._working -= 1
                self._close_if_over()

        self._working += 1
        try:
            background.start(guarded, name, otherwise)
        except RuntimeError as error:
            self._working -= 1
            self._note(name, error)

    def at_end(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` before the record that ends the run (or this process's part in it). It may come from a
        signal handler: it must wait for nothing."""
        self._endings.append(callback)

    # Its end.

    def end(
        self,
        status: str = "FINISHED",
        exit_code: Optional[int] = None,
        error: Union[BaseException, Dict[str, str], None] = None,
    ) -> None:
        """End the run as FINISHED, FAILED or KILLED; a second end changes nothing. A process that only joined the
        run leaves it, and the run goes on."""
        if self.ended:
            return
        self.ended = True
        active.remove(self)
        inherited.forget(self.run_id)
        for callback in self._endings:
            try:
                callback()
            except Exception as trouble:
                self._note("end", trouble)
        if self.rank is not None and self.recording:
            status, error = self._with_ranks(status, exit_code, error)
        if self.owner:
            known = status if isinstance(status, str) and status in ("FINISHED", "FAILED", "KILLED") else None
            if known is None:
                self.problem("status", "%s is not a status of a run (FINISHED, FAILED, KILLED)" % encode.shown(status))
            self._writer.append("end", status=known or "FINISHED", exit_code=exit_code, error=ending.described(error))
        elif self._writer.used:
            self._writer.append("leave")
        self._end_written = True
        self._close_if_over()

    def _with_ranks(self, status: str, exit_code: Optional[int], error: Any) -> Any:
        """Tell of a rank that failed, or learn that another one did: then that is how the run ended, and why."""
        from . import rank_failure

        try:
            if self.owner and status != "FINISHED":
                cause = rank_failure.first(self._writer.journal_dir, self.run_id, self._start_ms)
                return ("FAILED", cause) if cause else (status, error)
            if not self.owner and status == "FAILED":
                self.record("problem", **rank_failure.problem(self.rank or 0, exit_code, error))
        except Exception as trouble:
            self._note("rank", trouble)
        return status, error

    def go_on_in_fork(self) -> None:
        """In a forked child: the run, and what is to be done at its end, are the parent's."""
        self.owner = False
        self.rank = None
        self._endings.clear()
        self._working = 0

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, kind: Any, error: Optional[BaseException], trace: Any) -> None:
        self.end(**ending.how(error))

    def _close_if_over(self) -> None:
        # What is still at work closes the journal when it is done; the end of the process closes it anyhow.
        if self._end_written and not self._working:
            self._writer.close()

    # Refusals.

    def _is_mapping(self, what: str, value: Any) -> bool:
        if hasattr(value, "items"):
            return True
        self.problem("not-a-dict", "%s must be a dict%s, not %s" % (what, ", a namespace or a dataclass" if what == "params" else "", type(value).__name__))
        return False

    def _step(self, step: Any) -> Optional[int]:
        try:
            return encode.whole(step)
        except Exception:
            self.problem("step", "%s is not a step; the point was recorded without one" % encode.shown(step))
            return None

    def _refuse_value(self, key: Any, value: Any) -> None:
        # Without the value, so that it is one problem however often it comes.
        self.problem("not-a-number", "metric %s was given %s, which is not a number; it was not recorded" % (encode.shown(key), encode.kind_of(value)))

    def _note(self, what: str, error: Exception) -> None:
        self._writer.append("problem", code="capture", message="%s: %s: %s" % (what, type(error).__name__, error))
