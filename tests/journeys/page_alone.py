"""The page for phones by itself, as any web server serves it; behind it stands no office."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from rapport.web.phone_page import TYPES, page_files


class PageAlone:
    """Serves the files of the page; ``answers`` says what is answered to what a phone sends."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.asked = 0
        self.answers: Any = lambda _body: (404, "text/html", b"<h1>Not here</h1>")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        alone = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.split("?")[0].removeprefix("/phone/") or "index.html"
                if name in TYPES:
                    self._say(200, TYPES[name], page_files()[name])
                else:
                    self._say(404, "text/html", b"")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path.endswith("/words"):
                    alone.asked += 1
                else:
                    alone.sent.append(body)
                self._say(*alone.answers(body))

            def _say(self, status: int, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if status == 302:
                    self.send_header("Location", "/login")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        return Handler
