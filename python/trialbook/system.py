"""What the process and its machine are doing: the ``system/…`` series."""

import ctypes
import os
import sys
import time
from typing import Dict, Optional, Tuple

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


class SystemSampler:
    """Each ``sample`` gives what was measured since the one before it. About 0.1 ms; never raises for a missing source.

    ``system/process_cpu_percent``: 100 is one core, busy all the time; worker processes are not counted.
    ``system/process_memory_bytes``: resident memory (``…_peak_bytes`` where only the largest so far can be had).
    ``system/machine_cpu_percent``: of all cores. ``system/machine_memory_bytes``: in use by everybody.
    """

    def __init__(self) -> None:
        self._wall = time.monotonic()
        self._cpu = time.process_time()
        self._machine = _machine_cpu()

    def sample(self) -> Dict[str, float]:
        values: Dict[str, float] = {}
        wall, cpu, machine = time.monotonic(), time.process_time(), _machine_cpu()
        if wall > self._wall:
            values["system/process_cpu_percent"] = round(100 * (cpu - self._cpu) / (wall - self._wall), 1)
        if machine and self._machine and machine[1] > self._machine[1]:
            busy, total = machine[0] - self._machine[0], machine[1] - self._machine[1]
            values["system/machine_cpu_percent"] = round(100 * busy / total, 1)
        self._wall, self._cpu, self._machine = wall, cpu, machine
        values.update(_process_memory())
        used = _machine_memory_used()
        if used is not None:
            values["system/machine_memory_bytes"] = used
        return values


def process_memory() -> Optional[int]:
    """Resident memory of this process in bytes, the largest so far where only that can be had; None where nothing can."""
    values = list(_process_memory().values())
    return int(values[0]) if values else None


def _machine_cpu() -> Optional[Tuple[int, int]]:
    """Busy and all ticks of the machine's cores since it started."""
    try:
        with open("/proc/stat", "rb") as file:
            ticks = [int(field) for field in file.readline().split()[1:9]]
    except (OSError, ValueError):
        return None
    # user, nice, system, idle, iowait, …
    return (sum(ticks) - ticks[3] - ticks[4], sum(ticks)) if len(ticks) > 4 else None


def _process_memory() -> Dict[str, float]:
    try:
        with open("/proc/self/statm", "rb") as file:
            return {"system/process_memory_bytes": int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")}
    except (OSError, ValueError, IndexError):
        pass
    if sys.platform == "win32":
        size = _windows_working_set()
        return {} if size is None else {"system/process_memory_bytes": size}
    if resource is not None:
        unit = 1 if sys.platform == "darwin" else 1024
        return {"system/process_memory_peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit}
    return {}


def _windows_working_set() -> Optional[int]:
    class Counters(ctypes.Structure):
        _fields_ = [("size", ctypes.c_ulong), ("faults", ctypes.c_ulong), ("peak", ctypes.c_size_t), ("working_set", ctypes.c_size_t)] + [
            ("rest%d" % index, ctypes.c_size_t) for index in range(6)
        ]

    try:
        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.K32GetProcessMemoryInfo.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
        counters = Counters(size=ctypes.sizeof(Counters))
        if kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size):
            return counters.working_set
    except (OSError, AttributeError):
        pass
    return None


def _machine_memory_used() -> Optional[int]:
    found: Dict[bytes, int] = {}
    try:
        with open("/proc/meminfo", "rb") as file:
            for line in file:
                name, _, rest = line.partition(b":")
                if name in (b"MemTotal", b"MemAvailable"):
                    found[name] = int(rest.split()[0]) * 1024
                    if len(found) == 2:
                        return found[b"MemTotal"] - found[b"MemAvailable"]
    except (OSError, ValueError, IndexError):
        pass
    return None
