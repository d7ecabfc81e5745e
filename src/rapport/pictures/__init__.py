"""Small pictures as SVG text, each with the same content as rows for a table.

No Django, no names of its own, no clock, no arithmetic library: whoever asks brings the words, in
the reader's language, and only what the reader may see. A picture on a page takes its colours from
the page's style sheet by class; saved as a file it carries its own.
"""
