"""Where a run ran: Python, its packages, the machine, and which telling environment variables were set."""

import ctypes
import os
import re
import sys
from typing import Any, Dict, List, Mapping, Optional

from .gpu import Gpus
from .packages import installed_packages

# Variables that change what a training run computes, how fast, or on what. Only their names are kept.
_TELLING = re.compile(
    r"(CUDA|NVIDIA|NCCL|CUDNN|CUBLAS|ROCM|HIP|HSA|OMP|KMP|GOMP|MKL|OPENBLAS|BLIS|VECLIB|NUMEXPR|NUMBA|HF|HUGGINGFACE|TRANSFORMERS"
    r"|TOKENIZERS|TORCH|TORCHINDUCTOR|PYTORCH|TF|KERAS|XLA|JAX|TPU|ACCELERATE|DEEPSPEED|RAY|SLURM|WANDB|MLFLOW)_[A-Z0-9_]+"
    r"|PYTHON[A-Z]+|([A-Z0-9_]+_)?SEED|(LOCAL_|NODE_)?RANK|(LOCAL_)?WORLD_SIZE|MASTER_(ADDR|PORT)"
    r"|VIRTUAL_ENV|CONDA_(DEFAULT_ENV|PREFIX)|LD_PRELOAD|LD_LIBRARY_PATH"
)


def read_environment(gpus: Optional[Gpus]) -> Dict[str, Any]:
    """The fields of an ``environment`` record. Reads the folders of ``sys.path``, so it belongs in a thread."""
    return {
        "python": ".".join(map(str, sys.version_info[:3])) + ("" if sys.version_info[3] == "final" else sys.version_info[3]),
        "implementation": {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, sys.implementation.name),
        "platform": platform_text(),
        "hardware": hardware(gpus),
        "packages": installed_packages(),
        "variables": telling_variables(os.environ),
    }


def telling_variables(environment: Mapping[str, str]) -> List[str]:
    """Sorted names of the variables worth knowing about; never a value, as they hold tokens too."""
    return sorted(name for name in environment if _TELLING.fullmatch(name))


def platform_text() -> str:
    """Such as ``Linux 6.1.0-18-amd64 x86_64, Debian GNU/Linux 12 (bookworm)``."""
    if sys.platform == "win32":
        version = sys.getwindowsversion()
        return "Windows %d.%d.%d %s" % (*version[:3], os.environ.get("PROCESSOR_ARCHITECTURE", ""))
    system = os.uname()
    text = "%s %s %s" % (system.sysname, system.release, system.machine)
    distribution = _distribution()
    return text + ", " + distribution if distribution else text


def hardware(gpus: Optional[Gpus]) -> Dict[str, Any]:
    """``cpu``, ``cores`` (logical, of the machine), ``memory`` (bytes) and ``gpus``, as far as the machine tells."""
    found = {"cpu": _cpu(), "cores": os.cpu_count(), "memory": machine_memory(), "gpus": gpus.describe() if gpus else None}
    return {key: value for key, value in found.items() if value}


def machine_memory() -> Optional[int]:
    """Bytes of memory of the machine."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        pass
    if sys.platform == "win32":
        try:
            kilobytes = ctypes.c_ulonglong()
            if ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes)):
                return kilobytes.value * 1024
        except (AttributeError, OSError):
            pass
    return None


def _distribution() -> Optional[str]:
    try:
        with open("/etc/os-release", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("PRETTY_NAME="):
                    return line.partition("=")[2].strip().strip("\"'")
    except OSError:
        pass
    return None


def _cpu() -> Optional[str]:
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    if sys.platform == "darwin":
        try:
            name = ctypes.create_string_buffer(256)
            size = ctypes.c_size_t(len(name))
            if ctypes.CDLL(None).sysctlbyname(b"machdep.cpu.brand_string", name, ctypes.byref(size), None, 0) == 0:
                return name.value.decode("utf-8", "replace")
        except (OSError, AttributeError):
            pass
    return os.environ.get("PROCESSOR_IDENTIFIER") or (os.uname().machine if hasattr(os, "uname") else None)
