"""Files made to do harm, small enough to build in a moment.  Each is ``name -> bytes``."""

import functools
import io
import stat
import struct
import zipfile
import zlib

_DAY = (2020, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def packed(parts, **attributes):
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, body in parts.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in attributes.items():
                setattr(entry, attribute, value)
            package.writestr(entry, body)
    return buffer.getvalue()


def workbook(rows, *, doctype="", after=""):
    """An XLSX package around these rows of sheet XML."""
    return packed(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
            f'Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="kept away" sheetId="2" state="hidden" r:id="rId2"/>'
            '<sheet name="contacts" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
            f'<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            "</Relationships>",
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
            '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{doctype}'
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>',
            "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>',
        }
    )


def cell(where, text):
    """A text cell."""
    return f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>'


def _overlapping():
    """A thousand directory entries for the same ten megabytes of zeros."""
    zeros = b"\0" * (10 << 20)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = deflate.compress(zeros) + deflate.flush()
    sizes = (zlib.crc32(zeros), len(body), len(zeros), 1)
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0x5021, *sizes, 0) + b"a" + body
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0x5021, *sizes, *[0] * 6)
    directory = (entry + b"a") * 1000
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1000, 1000, len(directory), len(local), 0)
    return local + directory + end


def _laughs():
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]>'


def _lying_about_size():
    true_size = 3_000_000
    parts = {"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * true_size}
    return packed(parts).replace(struct.pack("<I", true_size), struct.pack("<I", 10))


@functools.cache
def refused_files(listener="http://127.0.0.1:9"):
    """Files that must end in a refusal: name -> (bytes, code of the refusal)."""
    plain = packed({"a.csv": b"name,x\n" * 100})
    asks_outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{listener}/x">]>'
    return {
        "empty.csv": (b"", "empty"),
        "only-mark.csv": (b"\xef\xbb\xbf", "empty"),
        "large.csv": (b"a" * (20 << 20) + b"a", "file_too_large"),
        "wide.csv": (",".join("c" * 50_000).encode(), "too_many_columns"),
        "long.csv": (b"name\n" + b"x\n" * 60_000, "too_many_rows"),
        "one-cell.csv": (b'name\n"' + b"a" * 3_000_000 + b'"\n', "cell_too_long"),
        "open-quote.csv": (b'name\n"' + b"a,b\n" * 50_000, "cell_too_long"),
        "binary.csv": (bytes(range(256)) * 40, "not_text"),
        "picture.csv": (b"\xff\xd8\xff\xe0<html><script>alert(1)</script>", "not_a_table"),
        "card.vcf": (b"BEGIN:VCARD\nPHOTO;VALUE=uri:" + listener.encode(), "damaged"),
        "cards.vcf": (b"BEGIN:VCARD\nFN:x\nEND:VCARD\n" * 60_000, "too_many_rows"),
        "office.vcf": (
            f"BEGIN:VCARD\nFN:x\nKIND:org\nLOGO:{listener}\nEND:VCARD\n".encode(),
            "no_people",
        ),
        "nested.vcf": (b"BEGIN:VCARD\n" * 100_000 + b"END:VCARD\n" * 100_000, "damaged"),
        "lines.jsonl": (b'{"schema":"Person","properties":{}}\n' * 60_000, "too_many_rows"),
        "deep-entity.json": (
            b'{"schema":"Person","properties":{"a":' * 50_000 + b"1" + b"}}" * 50_000,
            "not_a_table",
        ),
        "page.csv": (f"<html><img src={listener}>".encode(), "not_a_table"),
        "deep.json": (b"[" * 100_000, "not_a_table"),
        "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "not_readable_here"),
        "locked.xlsx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        "text.xlsx": (b"name,date\nYousef,1\n", "damaged"),
        "not-workbook.xlsx": (plain, "not_a_table"),
        "cut.xlsx": (workbook("")[:600], "damaged"),
        "links.xlsx": (
            packed({"link": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16),
            "not_a_table",
        ),
        "ratio.xlsx": (packed({"a": b"\0" * (50 << 20)}), "packed_too_tightly"),
        "overlap.xlsx": (_overlapping(), "unpacks_too_large"),
        "parts.xlsx": (packed({f"f{i}": b"" for i in range(1_100)}), "too_many_parts"),
        "lying.xlsx": (_lying_about_size(), "damaged"),
        "laughs.xlsx": (
            workbook(f'<row r="1">{cell("A1", "&a9;")}</row>', doctype=_laughs()),
            "damaged",
        ),
        "asks-outside.xlsx": (
            workbook(f'<row r="1">{cell("A1", "&e;")}</row>', doctype=asks_outside),
            "damaged",
        ),
        "far.xlsx": (
            workbook(f'<row r="1048576">{cell("XFD1048576", "x")}</row>'),
            "cells_too_far",
        ),
        "corner.xlsx": (  # small enough to pass the check, too large to lay out in memory
            workbook(
                f'<row r="1">{cell("A1", "x")}</row><row r="99999">{cell("GR99999", "x")}</row>'
            ),
            "too_much_memory",
        ),
        "many-rows.xlsx": (
            workbook(
                "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(1, 60_000))
            ),
            "too_many_rows",
        ),
        "wide.xlsx": (
            workbook(f'<row r="1">{cell("A1", "x")}{cell("XFD1", "x")}</row>'),
            "too_many_columns",
        ),
        "blank.xlsx": (workbook(""), "empty_sheet"),
    }
