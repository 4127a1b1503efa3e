"""NVIDIA GPUs through the driver's own library (NVML), without a package, a CUDA context or a process."""

import ctypes
import sys
from typing import Any, Dict, List, Optional


class _Memory(ctypes.Structure):
    _fields_ = [("total", ctypes.c_ulonglong), ("free", ctypes.c_ulonglong), ("used", ctypes.c_ulonglong)]


class _Utilization(ctypes.Structure):
    _fields_ = [("gpu", ctypes.c_uint), ("memory", ctypes.c_uint)]


class Gpus:
    """The machine's GPUs. Opening may take a second where the driver sleeps, so do it in a thread."""

    @staticmethod
    def open() -> "Optional[Gpus]":
        """None where there is no driver or no GPU."""
        try:
            library = ctypes.CDLL("nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1")
            if library.nvmlInit_v2() != 0:
                return None
            gpus = Gpus(library)
            return gpus if gpus._devices else None
        except (OSError, AttributeError):
            return None

    def __init__(self, library: Any):
        self._library = library
        self._devices: List[ctypes.c_void_p] = []
        count = ctypes.c_uint()
        if library.nvmlDeviceGetCount_v2(ctypes.byref(count)) == 0:
            for index in range(count.value):
                device = ctypes.c_void_p()
                if library.nvmlDeviceGetHandleByIndex_v2(ctypes.c_uint(index), ctypes.byref(device)) == 0:
                    self._devices.append(device)

    def describe(self) -> List[Dict[str, Any]]:
        """``name``, ``memory`` (bytes) and ``driver`` of each."""
        driver = self._text(self._library.nvmlSystemGetDriverVersion)
        found = []
        for device in self._devices:
            memory = self._memory(device)
            entry = {
                "name": self._text(self._library.nvmlDeviceGetName, device) or "NVIDIA GPU",
                "memory": memory.total if memory else None,
                "driver": driver,
            }
            found.append({key: value for key, value in entry.items() if value is not None})
        return found

    def sample(self) -> Dict[str, float]:
        """``system/gpu0_percent`` and ``system/gpu0_memory_bytes`` of each that tells them, for the whole device."""
        values: Dict[str, float] = {}
        for index, device in enumerate(self._devices):
            use = _Utilization()
            if self._library.nvmlDeviceGetUtilizationRates(device, ctypes.byref(use)) == 0:
                values["system/gpu%d_percent" % index] = use.gpu
            memory = self._memory(device)
            if memory:
                values["system/gpu%d_memory_bytes" % index] = memory.used
        return values

    def _memory(self, device: ctypes.c_void_p) -> Optional[_Memory]:
        memory = _Memory()
        return memory if self._library.nvmlDeviceGetMemoryInfo(device, ctypes.byref(memory)) == 0 else None

    @staticmethod
    def _text(function: Any, *arguments: Any) -> Optional[str]:
        buffer = ctypes.create_string_buffer(96)
        if function(*arguments, buffer, ctypes.c_uint(len(buffer))) != 0:
            return None
        return buffer.value.decode("utf-8", "replace")
