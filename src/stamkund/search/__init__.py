"""Finding a customer as one types: by parts of names and mail addresses, by phone and other numbers, and by what was
said in the dialogue. Letters are folded, slips of the pen forgiven.

Each customer has one document of folded words, and so has each note, call, visit and meeting; SQLite finds in them with
FTS5, PostgreSQL with an index of words. A vocabulary beside them knows words by their inner parts and by what they look
like when one letter is wrong. Who may see what is asked when searching: a restriction or a merge needs no new index.
"""
