"""An archive of a large world, out and back into a new store: times, sizes, and row for row.

    python bench/archive.py out WORLD FILE       makes the archive; prints what every kind holds
    python bench/archive.py back FOLDER FILE     fills a new store; prints the same, and compares

``WORLD`` is made by ``bench/world.py``. With RAPPORT_DATABASE_URL set, ``back`` fills an empty
database of PostgreSQL instead.
"""

import hashlib
import json
import os
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from world import DAY, open_world

WORDS = "seven grey kettles beside the river"


def said(what: str, began: tuple[float, float], **more: object) -> None:
    """Print how long something took, by the wall and by this process."""
    wall, cpu = time.monotonic() - began[0], time.process_time() - began[1]
    print(json.dumps({"what": what, "wall_s": round(wall, 1), "cpu_s": round(cpu, 1), **more}))


def now() -> tuple[float, float]:
    return time.monotonic(), time.process_time()


def held() -> dict[str, list[object]]:
    """Return how many rows each kind has, and one hash of all of them with their parts."""
    from rapport.exchange.archive.writing import _parts, plain_row
    from rapport.records.operations import recorded_models

    found: dict[str, list[object]] = {}
    for name, model in recorded_models().items():
        if name in {"export", "earlierstore"}:
            continue
        digest, count = hashlib.sha256(), 0
        keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), 1000):
            some = keys[start : start + 1000]
            rows = {row.pk: row for row in model._base_manager.filter(pk__in=some)}
            parts = _parts(model, some)
            for key in some:
                plain = plain_row(rows[key])
                plain |= {part: sorted(of.get(key, [])) for part, of in parts.items()}
                digest.update(json.dumps(plain, sort_keys=True).encode())
                count += 1
        if count:
            found[name] = [count, digest.hexdigest()]
    return found


def out(world: Path, file: Path) -> None:
    open_world(world)
    from rapport.exchange.archive.making import Wanted, make_archive
    from rapport.records.asking import Asking
    from rapport.records.models import Colleague, Operation

    me = max(Colleague.objects.all(), key=lambda one: len(one.readable_circles()))
    asking = Asking(me, datetime.combine(DAY, datetime.min.time(), UTC), DAY)
    # Before it is made: that it was made, and which names went, is entered afterwards.
    file.with_suffix(".held").write_text(json.dumps(held(), sort_keys=True, indent=1))
    print(json.dumps({"what": "looked at row by row", "peak_mb": _peak()}))
    began = now()
    made = make_archive(asking, Wanted(whole=True, reason="To move"), passphrase=WORDS)
    file.write_bytes(made.data)
    said(
        "made", began, mb=round(len(made.data) / 1e6, 1), records=made.entry.many,
        operations=Operation.objects.count(), peak_mb=_peak(),
    )  # fmt: skip


def back(folder: Path, file: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    open_world(folder)
    if os.environ.get("RAPPORT_DATABASE_URL"):
        from rapport.site import team

        team.make_tables()
    else:
        from rapport.site.opening import migrate

        migrate()
    from rapport.exchange.archive.into_empty import bring_back
    from rapport.exchange.archive.reading import opened
    from rapport.records.integrity import against_itself
    from rapport.records.rebuilding import differences, rebuild

    began = now()
    archive = opened(file.read_bytes(), passphrase=WORDS)
    said("opened and checked", began, peak_mb=_peak())
    began = now()
    rows = bring_back(archive, now=datetime(2026, 3, 17, tzinfo=UTC))
    said("filled and verified", began, rows=rows, peak_mb=_peak())
    began = now()
    before = json.loads(file.with_suffix(".held").read_text())
    there = held()
    unlike = sorted(name for name in before | there if before.get(name) != there.get(name))
    many = sum(count for count, _hash in before.values())
    said("compared row by row", began, kinds=len(before), rows=many, unlike=unlike)
    began = now()
    rebuild()
    said("rebuilt", began, peak_mb=_peak())
    began = now()
    doubt, differing = against_itself(), len(differences())
    said("verified", began, doubt=doubt, differences=differing, peak_mb=_peak())
    began = now()
    said("compared again", began, equal=held() == before, peak_mb=_peak())
    size = sum(one.stat().st_size for one in folder.glob("rapport.store*"))
    print(json.dumps({"store_mb": round(size / 1e6, 1)}))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    {"out": out, "back": back}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
