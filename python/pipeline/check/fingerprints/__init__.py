"""Descriptions of values, made in the notebook's kernel and in the pipeline's processes alike, so that what they hold can be
compared. Describing a value never changes it: nothing is consumed, drawn, computed lazily or imported for it.

Loaded from the kernel and from the probe by path, under a name of its own; hence the relative imports, and nothing but the
standard library unless the value itself is of another package.
"""

from .blobs import Blobs
from .fingerprint import Fingerprinter
from .snapshot import keep, snapshot

__all__ = ["Blobs", "Fingerprinter", "keep", "snapshot"]
