import sys
from pathlib import Path

# The checker is a program of its own, not a part of the client.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "pipeline"))
