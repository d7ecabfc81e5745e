"""Memory of the laptop's server after two browsers have walked all its pages at once.

python bench/memory.py FOLDER
"""

import sys
import threading
from pathlib import Path

from figures import Part, memory_of
from laptop_server import Client, Laptop

PATHS = ("/", "/?whose=office", "/people/", "/people/?order=alias", "/people/?due=overdue")
PATHS += ("/log/", "/find/", "/history/", "/rules/")


def measure(part: Part, folder: Path) -> None:
    """Serve a world, let two clients walk it, and note what the server holds."""
    with Laptop(folder) as laptop:
        clients = [laptop.enter(), Client(laptop.address.hostname, laptop.address.port)]
        part.note("server, just unlocked", [memory_of(laptop.worker)["resident"]], "MB")
        clients[1].cookies, clients[1].token = dict(clients[0].cookies), clients[0].token
        walks = [threading.Thread(target=_walk, args=[client]) for client in clients]
        for walk in walks:
            walk.start()
        for walk in walks:
            walk.join()
        held = memory_of(laptop.worker)
    part.note("server, all pages by two threads", [held["resident"]], "MB", aim="150")
    part.note("of it, its alone", [held["its alone"]], "MB")


def _walk(client: Client) -> None:
    people = client.people()
    for _ in range(2):
        for path in (*PATHS, *(f"/people/{person}/" for person in people[:10])):
            answer = client.ask("GET", path)
            if answer.status != 200:
                print(f"{path}: {answer.status}", flush=True)
        for word in ("tea", "tea road", "clinic", "zofalim"):
            client.post("/find/", text=word)
        client.post("/people/suggest/", text=word[:3])


if __name__ == "__main__":
    measure(Part("memory"), Path(sys.argv[1]))
