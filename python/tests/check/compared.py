"""Two values, described as the two sides of a check describe them, and compared."""

import json
from pathlib import Path
from typing import Any, List

from check.fingerprints import Blobs, Fingerprinter
from check.values import Difference, ValueComparison


class Comparing:
    def __init__(self, folder: Path):
        self.blobs = Blobs(str(folder))

    def described(self, value: Any) -> Any:
        return json.loads(json.dumps(Fingerprinter(self.blobs).describe(value)))

    def compare(self, first: Any, second: Any) -> ValueComparison:
        comparison = ValueComparison(self.blobs, 1e-6, 1e-9)
        comparison.compare("x", self.described(first), self.described(second))
        return comparison

    def differences(self, first: Any, second: Any) -> List[Difference]:
        return self.compare(first, second).differences

    def places(self, first: Any, second: Any) -> List[str]:
        return [difference.what for difference in self.differences(first, second)]
