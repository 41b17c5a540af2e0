"""The figures of the Value pages, each a pure function from numbers to a chart with its words and its table.

Numbers in a chart are already written in the reader's language; the specification only places them.
"""
