"""Importing a register, the whole way: a file comes in, and people and interactions come of it.

In the order it goes:

1. Upload: ``pages.upload`` takes the file, ``uploads`` keeps it and guesses what its columns mean.
2. Columns: ``pages.columns`` asks what they mean, which makes a ``mapping``.
3. Check: ``pages.check`` shows what ``check_register`` finds, and writes nothing; what a person
   answers there (``pages.answers``), and each cell put right, is kept in the mapping.
4. Import: ``pages.running`` runs ``import_register``: ``row_writer`` writes, as one change set.
5. Undo: ``pages.running`` runs ``undo_import``, in ``import_register`` too.

Check and import read the same way: ``reading`` takes the file through ``tables`` (plain rows, the
parsers in a child process: ``sandbox``), and ``row_reader`` says of each what it means or what is
wrong (``rows``); ``who_is_who`` knows which names are one person's, ``shown_names`` who would see
real names, ``cells`` the words, ``known`` who is recorded already. Nothing falls silently: whoever
is named comes in, and a row without a sure day becomes a note (``day_notes``). ``commands`` and
``said_lines`` say it at a prompt.
"""
