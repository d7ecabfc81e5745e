"""Writing tables for spreadsheet programs, so that nothing in them can act as a formula.

Both writers work in memory only: an export in the clear never passes over the disk on its way.
"""

from rapport.formats.sheets_out.csv_writer import could_act, defused, write_csv
from rapport.formats.sheets_out.xlsx_writer import Table, write_workbook, write_xlsx

__all__ = ["Table", "could_act", "defused", "write_csv", "write_workbook", "write_xlsx"]
