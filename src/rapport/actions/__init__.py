"""WRITE: the verbs. Each checks, changes and tells the history itself.

Every verb takes who asks first (``records.asking.Asking``: who, when, on what day), then keywords:
what it is about, named by key and fetched through ``changeable_by``, and what is written, by the
names of the record's columns. What cannot be is refused (``records.refusals``); advice never
blocks. It returns a ``Change``: its record, and the key of the change set by which it is undone.
"""
