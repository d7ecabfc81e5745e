"""The modules of every page come as one, and there is no second one of any of them."""

import re
from pathlib import Path
from typing import Any

import pytest

from rapport.web import joined

LATER = re.compile(r'import\("\./(\w+)\.js"\)')
FROM = re.compile(r'from "\./(\w+)\.js"')


def inside() -> set[str]:
    return set(re.findall(r"^const \$(\w+) = ", joined.joined(), re.MULTILINE))


def test_each_module_is_inside_once_and_none_is_asked_for_again() -> None:
    text = joined.joined()
    assert inside() >= {"main", "page", "sending", "keeping", "locking", "palette"}
    for name in inside():
        assert text.count(f"const ${name} = ") == 1
        assert name not in LATER.findall(text)
    assert not FROM.search(text)


def test_what_is_fetched_later_shares_only_through_the_main_module() -> None:
    later = {path.stem: path.read_text() for path in joined.MODULES.glob("*.js")}
    given = set(
        re.findall(
            r"\w+", " ".join(re.findall(r"^export const {(.*)}", joined.joined(), re.MULTILINE))
        )
    )
    for name in set(later) - inside():
        assert set(FROM.findall(later[name])) <= {"main"}, name
        for names in re.findall(r'import \{([^}]+)\} from "\./main\.js"', later[name]):
            assert set(re.findall(r"\w+", names)) <= given, name
    of_one_page = {"camera"}
    assert set(LATER.findall(joined.joined())) == set(later) - inside() - of_one_page


@pytest.mark.parametrize(
    "line", ['import x from "./page.js";', "export default 3;", "export let x = 1;"]
)
def test_what_it_cannot_read_is_an_error(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.js").write_text(f"{line}\n")
    monkeypatch.setattr(joined, "MODULES", tmp_path)
    with pytest.raises(ValueError, match=re.escape(line)):
        joined.joined("odd")


def test_a_browser_that_has_it_is_told_so(client: Any) -> None:
    first = client.get(joined.ADDRESS)
    assert first.headers["Content-Type"] == "text/javascript"
    assert first.content.decode() == joined.joined()
    again = client.get(joined.ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
