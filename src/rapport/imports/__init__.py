"""Importing a register, the whole way: a file comes in, and people and interactions come of it.

In the order it goes:

1. ``pages.upload`` takes the file; ``staging`` keeps it and guesses what its columns mean.
   ``tables`` reads it as plain rows, its parsers at work in a child process (``sandbox``).
2. ``pages.columns`` asks what the columns mean: a ``mapping``.
3. ``pages.check`` shows what would come of it: ``check``, over the ``rows`` that ``reading`` reads.
4. ``pages.running`` runs ``import_register``, which writes the rows as one change set, or undoes
   it.

``commands`` does the same at a prompt.
"""
