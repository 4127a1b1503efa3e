"""Images of any kind as files: encoded bytes and files as they are, arrays and tensors as PNG."""

import os
import re
import struct
import zlib
from typing import Any, Dict, Optional, Tuple

from .artifacts import writing
from .run import Run

_ENDINGS = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"BM", ".bmp"))


def log_image(run: Run, image: Any, file: Optional[str], key: Optional[str], step: Optional[int]) -> None:
    """See ``Run.log_image``."""
    if file is None and key is None:
        raise ValueError("an image needs a file name or a key")
    data: Optional[bytes] = None
    ending = ".png"
    if isinstance(image, (str, os.PathLike)):
        with open(image, "rb") as source:
            data = source.read()
        ending = os.path.splitext(os.fspath(image))[1]
    elif isinstance(image, (bytes, bytearray, memoryview)):
        data = bytes(image)
        ending = next((ending for start, ending in _ENDINGS if data.startswith(start)), ".webp" if data[8:12] == b"WEBP" else "")
        if not ending:
            raise ValueError("these bytes are no image that is known (PNG, JPEG, GIF, BMP, WebP)")
    elif not (hasattr(image, "save") and hasattr(image, "mode")):
        data = png(*pixels(image))
    if key is not None:
        key = str(key)
        if step is None and file is None:
            step = _next_step(run, key)
    name = file if file is not None else _name(run, key or "", step, ending)
    with writing(run, name, "image", key, step) as temporary:
        if data is None:
            image.save(temporary)
        else:
            with open(temporary, "wb") as out:
                out.write(data)


def png(width: int, height: int, channels: int, data: bytes) -> bytes:
    """An 8-bit PNG of rows of pixels with 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGBA) channels."""
    row = width * channels
    # Each row begins with its filter: none.
    raw = b"".join(b"\0" + data[at : at + row] for at in range(0, row * height, row))
    head = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(raw, 6)) + _chunk(b"IEND", b"")


def pixels(image: Any) -> Tuple[int, int, int, bytes]:
    """Width, height, channels and bytes of an array: H×W or H×W×C, C×H×W as tensors have it. Floats are taken as 0 to 1,
    or as 0 to 255 where one is above 1; of 16 bits without a sign the higher 8 are taken where one is above 255; other
    integers are cut to 0 to 255."""
    if hasattr(image, "detach"):
        image = image.detach().cpu()
    if not hasattr(image, "dtype") or hasattr(image, "numpy"):
        image = image.numpy() if hasattr(image, "numpy") else _array(image)
    if image.ndim == 3 and image.shape[0] in (1, 3, 4) and image.shape[2] not in (1, 2, 3, 4):
        image = image.transpose(1, 2, 0)
    if image.ndim == 2:
        image = image.reshape(image.shape + (1,))
    if image.ndim != 3 or image.shape[2] not in (1, 2, 3, 4) or 0 in image.shape:
        raise ValueError("an array of shape %s is no image: H×W, H×W×C or C×H×W, C up to 4" % (tuple(image.shape),))
    kind = image.dtype.kind
    if kind == "b":
        image = image.astype("uint8") * 255
    elif kind == "f":
        image = _scaled(image.astype("float64"))
    elif kind not in "iu":
        raise ValueError("an array of %s is no image" % image.dtype)
    elif image.dtype.name == "uint16" and image.max() > 255:
        image = image >> 8
    image = image.clip(0, 255)
    height, width, channels = image.shape
    return width, height, channels, image.astype("uint8").tobytes()


def _scaled(image: Any) -> Any:
    import numpy

    finite = image[numpy.isfinite(image)]
    scale = 1.0 if finite.size and finite.max() > 1 else 255.0
    return numpy.nan_to_num(image * scale, nan=0.0, posinf=255.0, neginf=0.0).round()


def _array(image: Any) -> Any:
    if not hasattr(image, "__array__"):
        raise TypeError("%s is no image%s" % (type(image).__name__, "; figures are kept by log_figure" if hasattr(image, "savefig") else ""))
    return image.__array__()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# The steps given to images without one, and how often a name was used, by run and key.
_steps: Dict[Tuple[str, str], int] = {}
_names: Dict[str, int] = {}


def _next_step(run: Run, key: str) -> int:
    last = _steps.get((run.run_id, key))
    if last is None:
        # The run may have images of an earlier process.
        try:
            there = os.listdir(os.path.join(run.artifact_dir, *_folder(key).split("/")))
        except OSError:
            there = []
        steps = [re.match(r"(?:r\d+-)?(\d+)", name) for name in there]
        last = max((int(step[1]) for step in steps if step), default=-1)
    step = _steps[run.run_id, key] = last + 1
    return step


def _folder(key: str) -> str:
    # A key is any text; in a path what is not plain is written as its UTF-8 in hex, so that two keys stay two.
    plain = re.sub(r"[^A-Za-z0-9_.-]", lambda found: "".join("%%%02x" % byte for byte in found[0].encode("utf-8", "replace")), key)
    return "images/%s" % (plain.replace("..", "%2e%2e") or "%")


def _name(run: Run, key: str, step: Optional[int], ending: str) -> str:
    base = "%s/%s%06d" % (_folder(key), "r%d-" % run.rank if run.rank else "", step or 0)
    while True:
        number = _names[run.run_id + base] = _names.get(run.run_id + base, 0) + 1
        name = base + ("-%d" % number if number > 1 else "") + ending
        if not os.path.lexists(os.path.join(run.artifact_dir, *name.split("/"))):
            return name
