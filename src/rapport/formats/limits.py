"""How much a file from outside may ask of us."""

import dataclasses

MEGABYTE = 1024 * 1024


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """The bounds one translation runs in; sizes in bytes, times in seconds.

    ``cell_characters`` counts characters, the others what their name says.  ``text_bytes`` bounds
    the sum of all cells handed back, because a small workbook may repeat one long text.
    """

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    unpacked_ratio: int = 100
    archive_entries: int = 1_000
    rows: int = 50_000
    columns: int = 200
    cell_characters: int = 64 * 1024
    text_bytes: int = 64 * MEGABYTE
    memory_bytes: int = 512 * MEGABYTE
    cpu_seconds: int = 20
    wall_seconds: float = 25.0


ORDINARY = Limits()
