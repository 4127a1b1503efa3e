"""Prints a store's database as SQL, with its version: python3 dump.py .trialbook/trialbook.db > version-1.sql"""

import re
import sqlite3
import sys

with sqlite3.connect(sys.argv[1]) as db:
    for statement in db.iterdump():
        # Infinity is written in a way that SQLite does not read.
        print(re.sub(r"(?<=[,(])(-?)Inf(?=[,)])", r"\g<1>9e999", statement))
    print("PRAGMA user_version = %d;" % db.execute("PRAGMA user_version").fetchone())
