"""Why something cannot be checked, in words for the person."""


class CheckRefused(Exception):
    """``code`` is for programs: `too-large`, `packages`, `no-notebook`."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
