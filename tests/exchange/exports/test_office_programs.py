"""What another office program reads of a list: all of it, in Arabic too, and nothing computed."""

import io
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from cast import Cast
from exchange.exports.test_lists import ACTING, out
from rapport.actions import commitments

SOFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed here"),
]


def converted(folder, name: str, data: bytes) -> openpyxl.Workbook:
    """Return a file as LibreOffice reads it and writes it again as a workbook."""
    (folder / name).write_bytes(data)
    command = [
        SOFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"),
        "--infilter=CSV:44,34,76,1" if name.endswith(".csv") else "--norestore",
        str(folder / name),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return openpyxl.load_workbook(folder / "out" / f"{name.rpartition('.')[0]}.xlsx")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_libreoffice_reads_every_text_and_computes_none(cast: Cast, tmp_path, form):
    asking = cast.asking("writer")
    kamil = cast.add("أبو سالم الحمداني")
    for text in (*ACTING, "وعدنا بخيمتين"):
        told = {"by": "us", "text": f"{text}x"}
        commitments.make_commitment(asking, relationship=kamil.pk, **told)
    data = out(asking, "promises", form=form).data
    if form == "csv":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = package.read("list.csv")
    sheet = converted(tmp_path, f"list.{form}", data).worksheets[0]
    rows = [[cell for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    assert len(rows) == len(ACTING) + 2
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = {str(cell.value) for cell in cells}
    assert "أبو سالم الحمداني" in texts
    assert "وعدنا بخيمتينx" in texts
