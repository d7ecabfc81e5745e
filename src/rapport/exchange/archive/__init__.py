"""One sealed archive of a circle, an office or the whole store; and back.

``docs/archive.md`` describes the file. What goes is found from the models: every recorded kind,
with all its columns, and the history they are the outcome of.
"""
