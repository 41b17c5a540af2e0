"""Work that is done later, without a broker: a task is a row in the database, stored with what caused it.

A worker claims a row, renews its lease while it works, tries again with back-off when it fails, and takes over the rows
of a worker that is gone. A task may therefore run more than once, but never twice at the same time while its worker
lives: write it so that doing it again changes nothing.
"""
