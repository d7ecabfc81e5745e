"""Days as people write them, in fourteen languages and four calendars.

``reading`` has the ways in; the other files are the words and the arithmetic behind it.
"""
