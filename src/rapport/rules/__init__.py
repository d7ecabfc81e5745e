"""What good relationship work is, as small pure functions over facts and a date.

Standard library only. A rule answers with a ``Finding`` that carries its reasons, or with nothing;
it never blocks and never scores a person. ``catalogue.judge`` asks them all.
"""
