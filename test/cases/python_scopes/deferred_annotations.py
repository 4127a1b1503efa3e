from __future__ import annotations


def scale(frame: Frame, by: float = 1.0) -> Frame:
    result: Series = frame * by
    return result


class Config:
    rate: Rate = rate
    name: Name
