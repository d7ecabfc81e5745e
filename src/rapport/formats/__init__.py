"""Translators: bytes of somebody else's format to plain rows, and back.

No tables, no Django, no other ground-floor package.  Bytes that came from outside are only ever
opened by a parser inside a short-lived child process with limits (:mod:`rapport.formats.sandbox`).
"""
