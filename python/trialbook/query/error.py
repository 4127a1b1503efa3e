"""What is wrong with a query, and where."""


class QueryError(ValueError):
    """A query that cannot be read. ``offset`` and ``length`` are characters of the query; the message stands alone."""

    def __init__(self, text: str, offset: int, length: int, problem: str):
        place = "at the end of the query" if offset >= len(text.rstrip()) else "at character %d of the query" % (offset + 1)
        super().__init__("%s, %s" % (problem, place))
        self.offset = offset
        self.length = length
