from inspect import getdoc, isclass, isfunction
from pathlib import Path

from rapport import network

DOCS = Path(__file__).parents[2] / "docs" / "network.md"


def public():
    return {name: getattr(network, name) for name in network.__all__}


def test_every_question_has_its_place_on_the_page() -> None:
    page = DOCS.read_text(encoding="utf-8")
    questions = [name for name, thing in public().items() if isfunction(thing)]
    assert len(questions) >= 15
    assert [name for name in questions if f"`{name}`" not in page] == []


def test_everything_public_says_what_it_is() -> None:
    silent = [
        name
        for name, thing in public().items()
        if (isclass(thing) or isfunction(thing)) and not getdoc(thing)
    ]
    assert silent == []


def test_every_refusal_is_a_network_error() -> None:
    refusals = [thing for name, thing in public().items() if name.startswith("Bad")]
    assert len(refusals) >= 5
    assert all(issubclass(refusal, network.NetworkError) for refusal in refusals)
