"""What is told of Python, its packages and the machine."""

import importlib.metadata
import os
import re
import subprocess
import sys

import pytest

from trialbook.environment import read_environment, telling_variables
from trialbook.packages import installed_packages
from trialbook.system import SystemSampler


def test_packages_are_those_python_itself_knows():
    known = {}
    for each in importlib.metadata.distributions():
        known.setdefault(re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower(), each.version)
    assert installed_packages() == dict(sorted(known.items()))


def test_the_first_of_two_packages_counts(tmp_path):
    for folder, version in (("first", "2.0"), ("second", "1.0")):
        (tmp_path / folder / ("Some_Thing-%s.dist-info" % version)).mkdir(parents=True)
    assert installed_packages([str(tmp_path / "first"), str(tmp_path / "second"), str(tmp_path / "none")]) == {"some-thing": "2.0"}


def test_a_package_in_development_tells_its_version_inside(tmp_path):
    (tmp_path / "mine.egg-info").mkdir()
    (tmp_path / "mine.egg-info" / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 0.3.dev1\n\nVersion: 9\n")
    (tmp_path / "broken.egg-info").mkdir()
    (tmp_path / "~ask-3.0.dist-info").mkdir()
    assert installed_packages([str(tmp_path)]) == {"mine": "0.3.dev1"}


def test_names_of_telling_variables_and_no_values():
    environment = {"CUDA_VISIBLE_DEVICES": "1", "HF_TOKEN": "s3cret", "MY_SEED": "1", "SEED": "2", "PYTHONHASHSEED": "0", "PATH": "/", "SHELL": ""}
    assert telling_variables(environment) == ["CUDA_VISIBLE_DEVICES", "HF_TOKEN", "MY_SEED", "PYTHONHASHSEED", "SEED"]


def test_the_environment_of_this_process():
    found = read_environment(None)
    assert found["python"] == sys.version.split()[0].rstrip("+")
    assert found["hardware"]["cores"] == os.cpu_count()
    assert set(found["variables"]) <= set(os.environ)


def test_a_process_that_works_shows_in_its_cpu_and_memory():
    sampler = SystemSampler()
    ballast = bytearray(os.urandom(1024)) * (100 * 1024)
    values = sampler.sample()
    assert values["system/process_cpu_percent"] > 0
    assert values["system/process_memory_bytes"] > len(ballast)
    assert values["system/machine_memory_bytes"] > values["system/process_memory_bytes"] / 2


def test_gpus_are_asked_through_the_drivers_library(tmp_path):
    """The library here answers as NVIDIA's is documented to; no GPU is at hand."""
    compiler = next((name for name in ("cc", "gcc", "clang") if subprocess.run(["which", name], capture_output=True).returncode == 0), None)
    if compiler is None:
        pytest.skip("no C compiler")
    source = tmp_path / "nvml.c"
    source.write_text(
        """
        #include <string.h>
        typedef struct { unsigned long long total, free, used; } memory;
        typedef struct { unsigned int gpu, memory; } use;
        int nvmlInit_v2(void) { return 0; }
        int nvmlDeviceGetCount_v2(unsigned int *n) { *n = 2; return 0; }
        int nvmlDeviceGetHandleByIndex_v2(unsigned int i, void **d) { *d = (void *)(0x700000000000 + i); return 0; }
        static int which(void *d) { return (int)((unsigned long long)d & 1); }
        int nvmlDeviceGetName(void *d, char *s, unsigned int n) { if (n < 20) return 7; strcpy(s, which(d) ? "GPU B" : "GPU A"); return 0; }
        int nvmlSystemGetDriverVersion(char *s, unsigned int n) { strcpy(s, "550.1"); return 0; }
        int nvmlDeviceGetMemoryInfo(void *d, memory *m) { m->total = 80000000000ull; m->used = 5 + which(d); return 0; }
        int nvmlDeviceGetUtilizationRates(void *d, use *u) { if (which(d)) return 3; u->gpu = 97; return 0; }
        """
    )
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(tmp_path / "libnvidia-ml.so.1"), str(source)], check=True)
    program = "from trialbook.gpu import Gpus; gpus = Gpus.open(); print(gpus.describe()); print(gpus.sample())"
    env = {**os.environ, "LD_LIBRARY_PATH": str(tmp_path), "PYTHONPATH": os.path.dirname(os.path.dirname(__file__))}
    shown = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True).stdout.splitlines()
    assert eval(shown[0]) == [{"name": name, "memory": 80000000000, "driver": "550.1"} for name in ("GPU A", "GPU B")]
    assert eval(shown[1]) == {"system/gpu0_percent": 97, "system/gpu0_memory_bytes": 5, "system/gpu1_memory_bytes": 6}
