r"""Tables of somebody else: CSV and XLSX to rows of text, and help to understand their columns.

>>> table = read_table(b"name,last met\nYousef,31/12/2018\n", name="register.csv")
>>> table.headers, table.rows[0].cells
(('name', 'last met'), ('Yousef', '31/12/2018'))
"""

from rapport.imports.tables.encodings import KNOWN as ENCODINGS
from rapport.imports.tables.reading import TableStream, look_at_table, read_table
from rapport.imports.tables.types import (
    EncodingGuess,
    PassedOver,
    Progress,
    Row,
    RowWarning,
    Sniffed,
    Table,
    TableWish,
)

__all__ = [
    "ENCODINGS",
    "EncodingGuess",
    "PassedOver",
    "Progress",
    "Row",
    "RowWarning",
    "Sniffed",
    "Table",
    "TableStream",
    "TableWish",
    "look_at_table",
    "read_table",
]
