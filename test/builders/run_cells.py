"""Runs cells one after another as a notebook does, each program in an empty folder of its own, and goes on after those that fail.

Reads a JSON list of lists of cells; writes one of {statuses, printed}, what was printed being that of the last cell.
"""

import contextlib
import io
import json
import os
import sys
import tempfile


def run(cells):
    statuses = []
    printed = io.StringIO()
    space = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in ("x.txt", "y.txt"):
            with open(name, "w") as out:
                out.write("before")
        for cell in cells:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                try:
                    exec(compile(cell, "<cell>", "exec"), space)
                    statuses.append("ok")
                except Exception as error:
                    print(type(error).__name__, error)
                    statuses.append("error")
        os.chdir("/")
    return {"statuses": statuses, "printed": printed.getvalue()}


json.dump([run(cells) for cells in json.load(sys.stdin)], sys.stdout)
