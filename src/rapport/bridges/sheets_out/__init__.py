"""Writing tables for spreadsheet programs, so that nothing in them can act as a formula.

Both writers work in memory only: an export in the clear never passes over the disk on its way.
"""

from rapport.bridges.sheets_out.comma_text import could_act, defused, write_csv
from rapport.bridges.sheets_out.workbook import write_xlsx

__all__ = ["could_act", "defused", "write_csv", "write_xlsx"]
