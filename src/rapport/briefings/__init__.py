"""READ: what to know before you act.

Every briefing takes ``me`` and gathers only what ``visible_to(me)`` lets through, in a number of
queries that does not grow with the rows. Answers are frozen dataclasses with everything loaded:
a page walks them and asks nothing more.
"""
