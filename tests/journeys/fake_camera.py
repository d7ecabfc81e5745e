"""A film of a phone's screen, as Chromium's own fake camera plays it."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 1280, 720


def film_of(code: Any, film: Path) -> None:
    """Write a film of one code, grey and uncompressed, as y4m."""
    width, height, points = _grey(code.screenshot())
    rows = [bytearray([150]) * WIDTH for _ in range(HEIGHT)]
    scale = max(1, min(HEIGHT * 10 // 11 // height, 2))
    left, top = (WIDTH - width * scale) // 2, (HEIGHT - height * scale) // 2
    for y in range(height * scale):
        row = points[(y // scale) * width : (y // scale + 1) * width]
        wide = bytes(point for point in row for _ in range(scale))
        rows[top + y][left : left + len(wide)] = wide
    plane = b"".join(bytes(row) for row in rows)
    frame = b"FRAME\n" + plane + bytes([128]) * (WIDTH * HEIGHT // 2)
    with film.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode())
        for _ in range(6):
            out.write(frame)


def _grey(png: bytes) -> tuple[int, int, bytes]:
    """Return a screenshot as grey points: eight bits a colour, with or without alpha."""
    stream, place, packed = io.BytesIO(png), 8, b""
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    while place < len(png):
        stream.seek(place)
        length, name = struct.unpack(">I4s", stream.read(8))
        packed += stream.read(length) if name == b"IDAT" else b""
        place += length + 12
    depth = {2: 3, 6: 4, 0: 1}[kind]
    raw, size, before, grey = zlib.decompress(packed), width * depth, bytearray(width * depth), b""
    for y in range(height):
        how, line = raw[y * (size + 1)], bytearray(raw[y * (size + 1) + 1 : (y + 1) * (size + 1)])
        for x in range(size):
            left = line[x - depth] if x >= depth else 0
            corner = before[x - depth] if x >= depth else 0
            up = before[x]
            guess = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
            line[x] = (line[x] + (0, left, up, (left + up) // 2, guess)[how]) & 255
        before = line
        grey += bytes(line[::depth])
    return width, height, grey
