"""Runs a notebook and the pipeline made of it, and compares what they hold and show after each cell."""
