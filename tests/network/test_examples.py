"""The examples of the pages say, when pasted, what the pages say they do."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("page", ["network.md", "network-ties.md", "network-doors.md"])
def test_the_example_of_the_page_prints_what_the_page_shows(page, tmp_path) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    example = "".join(re.findall(r"(?ms)^```python\n(.*?)^```", text))
    (shown,) = re.findall(r"(?ms)^```text\n(.*?)^```", text)
    pasted = tmp_path / "pasted.py"
    pasted.write_text(example, encoding="utf-8")
    run = subprocess.run([sys.executable, pasted], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == shown
