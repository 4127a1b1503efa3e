"""The query language for runs (docs/query.md), as the editor and the command line have it."""
