"""A small register for tests: how it is mapped and imported, and what a store then holds."""

import time
from dataclasses import replace
from typing import Any

from django.test import Client

from cast import Cast
from rapport.imports.import_register import import_register
from rapport.imports.mapping import RegisterMap
from rapport.records.models import Finding, GroupKey, NameKey, SearchEntry
from rapport.records.operations import parts_of, recorded_models

REGISTER = (
    "who,met,what,office,ours\n"
    "The harbour master,12/03/2026,Tea on the quay,Port,Idris\n"
    "Abu Kamil,14/03/2026,Asked after the road,Brigade,Idris\n"
    "The harbour master,15/02/2026,A call,Port,Writer\n"
    "Sitt Nadia,31/02/2026,No such day,Clinic,Idris\n"
    ",01/03/2026,Nobody,Clinic,Idris\n"
    "The harbor master,16/03/2026,Spelt otherwise,Port,Idris\n"
)
COLUMNS = {"who": "alias", "met": "date", "what": "line", "office": "actor", "ours": "ours"}


def mapped(cast: Cast, **changes: Any) -> RegisterMap:
    mapping = RegisterMap(columns=COLUMNS, circle=str(cast.circle.pk), date_order="dmy")
    return replace(mapping, **changes)


def about(
    cast: Cast, text: str = REGISTER, *, by: str = "writer", **changes: Any
) -> dict[str, Any]:
    headers = text.partition("\n")[0].split(",")
    there = {header: meaning for header, meaning in COLUMNS.items() if header in headers}
    mapping = mapped(cast, **{"columns": there, **changes})
    data = text.encode()
    return {"asking": cast.asking(by), "mapping": mapping, "name": "r.csv", "data": data}


def take(cast: Cast, text: str = REGISTER, *, by: str = "writer", **changes: Any) -> Any:
    return import_register(**about(cast, text, by=by, **changes))


def contents() -> dict[str, list[Any]]:
    tables = [*recorded_models().values(), Finding, GroupKey, NameKey, SearchEntry]
    tables += [part for model in recorded_models().values() for part in parts_of(model).values()]
    found = {}
    for table in tables:
        names = [one.attname for one in table._meta.concrete_fields]
        kept = [name for name in names if name not in ("id", "revised", "judged_on")]
        found[table.__name__] = sorted(table._base_manager.values_list(*kept), key=repr)
    return found


def wait_until_done(client: Client, where: str) -> str:
    """Look at the page of an import until it has ended, and return it."""
    for _ in range(600):
        text: str = client.get(where).content.decode()
        if "<progress" not in text:
            return text
        time.sleep(0.05)
    raise AssertionError("the import did not end")
