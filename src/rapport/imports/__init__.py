"""Importing a register, the whole way: a file comes in, and people and interactions come of it.

In the order it goes:

1. Upload: ``pages.upload`` takes the file, ``uploads`` keeps it and guesses what its columns mean.
2. Columns: ``pages.columns`` asks what they mean, which makes a ``mapping``.
3. Check: ``pages.check`` shows what ``check_register`` finds, and writes nothing.
4. Import: ``pages.running`` runs ``import_register``: ``row_writer`` writes, as one change set.
5. Undo: ``pages.running`` runs ``undo_import``, in ``import_register`` too.

Check and import read the same way: ``reading`` takes the file through ``tables`` (plain rows, the
parsers in a child process: ``sandbox``), and ``rows`` says of each what it means or what is wrong;
``cells`` knows the words, ``known`` who is recorded already. ``commands`` says it at a prompt.
"""
