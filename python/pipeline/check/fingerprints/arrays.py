"""Arrays, tensors and generators of random numbers: type, shape and every number. The libraries are only asked for where the value itself has brought them."""

import sys
from typing import Any, Dict, Optional, Sequence

from .names import root, type_name

SAMPLED = 2_000


def describe(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    numpy = sys.modules.get("numpy")
    kind = type(value)
    if numpy is not None and isinstance(value, numpy.ndarray):
        if isinstance(value, numpy.ma.MaskedArray):
            return visit.parts(type_name(kind), [(".data", value.filled()), (".mask", numpy.ma.getmaskarray(value))])
        return array(numpy.asarray(value), type_name(kind), visit)
    if numpy is not None and isinstance(value, (numpy.random.RandomState, numpy.random.Generator)):
        state = value.bit_generator.state if isinstance(value, numpy.random.Generator) else value.get_state(legacy=False)
        return visit.parts(type_name(kind), [(".state", state)])
    package = root(kind)
    if package == "torch":
        return _tensor(value, visit)
    if package == "scipy" and hasattr(value, "getformat") and hasattr(value, "shape"):
        held = [(".%s" % name, getattr(value, name)) for name in ("shape", "data", "indices", "indptr", "row", "col", "offsets") if hasattr(value, name)]
        return visit.parts(type_name(kind), held if value.getformat() not in ("lil", "dok") else [(".toarray()", value.toarray())])
    if package == "array" and kind.__name__ == "array":
        return visit.sequence("array of %s" % value.typecode, value.tolist())
    return None


def array(values: Any, kind: str, visit: Any) -> Dict[str, Any]:
    """The node of a numpy array; of one that is too large to keep, its hash, statistics and a sample."""
    import numpy

    node: Dict[str, Any] = {"k": "array", "type": kind, "dtype": str(values.dtype), "shape": list(values.shape)}
    if values.dtype.hasobject:
        node["items"] = visit.sequence("items", values.ravel().tolist())
        return node
    if values.dtype.names is not None:
        # Field by field, since what lies between the fields is nobody's.
        return visit.parts(f"{kind} of records {list(values.shape)}", [(f"[{name!r}]", values[name]) for name in values.dtype.names])
    flat = numpy.ascontiguousarray(values).reshape(-1)
    node["code"] = flat.dtype.str
    kept = visit.blobs.keep(flat.view(numpy.uint8) if flat.size else b"")
    node.update(kept)
    if "inline" not in kept and "blob" not in kept:
        node["sample"] = _sample(flat, numpy)
    return node


def packed(items: Sequence[Any], visit: Any) -> Optional[Dict[str, Any]]:
    """A list of numpy's own numbers, all of one type, as an array."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(items[0], (numpy.number, numpy.bool_)):
        return None
    return array(numpy.array(items), "", visit)


def _sample(flat: Any, numpy: Any) -> Dict[str, Any]:
    stride = max(1, flat.size // SAMPLED)
    sample: Dict[str, Any] = {"values": flat[::stride].astype(str).tolist()}
    if flat.dtype.kind in "fiu":
        sample["sums"] = [float(block.sum(dtype="f8")) for block in numpy.array_split(flat, 256)]
        sample["ends"] = [float(numpy.min(flat)), float(numpy.max(flat))]
    return sample


def _tensor(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(value, torch.Tensor):
        return None
    kind = type_name(type(value))
    if value.is_sparse or value.is_quantized or value.device.type == "meta":
        return {"k": "opaque", "type": kind}
    held = value.detach().cpu()
    if held.dtype == torch.bfloat16:
        held = held.float()
    return {**array(held.resolve_conj().resolve_neg().numpy(), kind, visit), "dtype": str(value.dtype)}
