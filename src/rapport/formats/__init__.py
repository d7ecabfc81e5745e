"""Somebody else's formats: sheets to write, calendars to reckon in, limits, and refusals.

No Django, no other ground-floor package.  What reads a file from outside is in
:mod:`rapport.imports`.
"""
