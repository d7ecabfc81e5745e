"""WRITE: the verbs. Each checks, changes and tells the history itself.

Every verb takes keywords only: ``by`` (who does it), ``now`` (when, aware) and ``today`` (the date
the rules judge by), then what it is about. Rows are named by key and fetched through
``changeable_by``; what cannot be is refused (``rapport.records.refusals``); advice never blocks.
"""
