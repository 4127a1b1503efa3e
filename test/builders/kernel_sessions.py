"""Runs cells in kernels of IPython, two kernels at a time, and notebooks from the top, and tells what became of them.

Reads JSON from standard input: {"sessions": [{"folder", "cells"}]} or {"notebooks": [{"path", "expressions"}]}.
Writes a JSON list: for a session the status of each cell; for a notebook the `repr` of each expression after its last cell, or its error.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import nbformat
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def session(folder, cells):
    manager, client = start_new_kernel(kernel_name="python3", cwd=folder)
    try:
        return [client.execute_interactive(cell, output_hook=ignore, timeout=120)["content"]["status"] for cell in cells]
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def ignore(message):
    pass


def notebook(path, expressions):
    document = nbformat.read(path, as_version=4)
    nbformat.validate(document)
    document.cells.extend(nbformat.v4.new_code_cell("print(repr(%s))" % expression) for expression in expressions)
    try:
        # A folder of nobody's, as the editor opens it from nowhere.
        NotebookClient(document, timeout=120, kernel_name="python3", resources={"metadata": {"path": "/"}}).execute()
    except CellExecutionError as error:
        return {"error": str(error)}
    last = document.cells[len(document.cells) - len(expressions) :]
    return {"values": ["".join(output.get("text", "") for output in cell.outputs).strip() for cell in last]}


def main():
    asked = json.load(sys.stdin)
    with ThreadPoolExecutor(2) as pool:
        sessions = pool.map(lambda one: session(**one), asked.get("sessions", []))
        notebooks = pool.map(lambda one: notebook(**one), asked.get("notebooks", []))
        json.dump([*sessions, *notebooks], sys.stdout)


if __name__ == "__main__":
    main()
