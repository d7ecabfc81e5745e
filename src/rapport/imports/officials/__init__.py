"""A register of officials: who holds which post of which group, from when to when.

In the order it goes:

1. Upload: ``pages`` take the file, ``rapport.imports.uploads`` keeps it.
2. Columns: ``columns`` guesses what they mean, a person says so: ``mapping``.
3. Check: ``row_reader`` says of each row what it means or what is wrong (``rows``); ``posts`` finds
   which posts it is about, ``timeline`` puts their holders in order, beside what is ``known``;
   ``check`` says what would be done and what a person has to answer. Nothing is written.
4. Import: ``import_officials`` does it, as one change set.

``same_office`` compares what posts and groups are called, by the words of ``office_words``.
"""
