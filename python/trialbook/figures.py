"""Figures, drawn by the library they come from."""

import os
from typing import Any

from .artifacts import writing
from .run import Run


def log_figure(run: Run, figure: Any, file: str) -> None:
    """See ``Run.log_figure``. A plotly figure becomes a page that needs nothing else where ``file`` ends in ``.html``."""
    if not hasattr(figure, "savefig") and hasattr(figure, "get_figure"):
        # Axes of matplotlib stand for their figure.
        figure = figure.get_figure()
    ending = os.path.splitext(os.fspath(file))[1].lower()
    with writing(run, file, "html" if ending in (".html", ".htm") else "figure") as temporary:
        if hasattr(figure, "savefig") and ending:
            figure.savefig(temporary)
        elif hasattr(figure, "savefig"):
            # Given a path, matplotlib would add an ending.
            with open(temporary, "wb") as out:
                figure.savefig(out)
        elif hasattr(figure, "write_html") and ending in (".html", ".htm"):
            figure.write_html(temporary, include_plotlyjs=True)
        elif hasattr(figure, "write_json") and ending == ".json":
            figure.write_json(temporary)
        elif hasattr(figure, "write_image"):
            figure.write_image(temporary)
        else:
            raise TypeError("%s is no figure (it has neither savefig nor write_html); images are kept by log_image" % type(figure).__name__)
