"""The installed packages, read from the names of their metadata folders: nothing is imported and hardly anything opened."""

import os
import re
import sys
from typing import Dict, Iterable, Optional


def installed_packages(paths: Optional[Iterable[str]] = None) -> Dict[str, str]:
    """Normalised name → version of each package on ``paths`` (``sys.path``), sorted. The first one found is the one
    that would be imported. A folder that cannot be read is as if empty."""
    found: Dict[str, str] = {}
    for folder in sys.path if paths is None else paths:
        try:
            names = os.listdir(folder or ".")
        except (OSError, ValueError):
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                _add(found, folder or ".", name)
    return dict(sorted(found.items()))


def _add(found: Dict[str, str], folder: str, name: str) -> None:
    # numpy-2.1.0.dist-info, six-1.16.0-py3.11.egg-info; a package installed for development is mypackage.egg-info.
    project, _, version = name.rpartition(".")[0].partition("-")
    version = version.partition("-")[0] or _version_inside(os.path.join(folder, name))
    # What pip leaves of an interrupted uninstall begins with a tilde.
    if project and version and not project.startswith("~"):
        found.setdefault(re.sub(r"[-_.]+", "-", project).lower(), version)


def _version_inside(folder: str) -> str:
    for name in ("PKG-INFO", "METADATA"):
        try:
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                for line in file:
                    if line.startswith("Version:"):
                        return line[len("Version:") :].strip()
                    if not line.strip():
                        break
        except OSError:
            pass
    return ""
