"""A web server that does what servers on the web do."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

from bot.checking.links import Checked, ask_all

PAUSE = 0.05
LONGEST_WAIT = 0.5


@dataclass
class Web:
    """A web server, and when which path was asked for."""

    address: str
    asked: list[tuple[str, float]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def check(self, *paths: str, told: list[Checked] | None = None) -> dict[str, Checked]:
        heard: list[Checked] = [] if told is None else told
        urls = [path if "://" in path else f"{self.address}{path}" for path in paths]
        return asyncio.run(ask_all(urls, heard.append, pause=PAUSE, longest_wait=LONGEST_WAIT))


@contextmanager
def web_server() -> Iterator[Web]:
    end = threading.Event()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.asked.append((self.path, monotonic()))
            seen.at_once += 1
            seen.most_at_once = max(seen.most_at_once, seen.at_once)
            try:
                self.answer()
            finally:
                seen.at_once -= 1

        def answer(self) -> None:
            if self.path == "/silent":
                end.wait()
                return
            if self.path == "/rude":
                self.wfile.write(b"what?\r\n\r\n")
                return
            status = {"/moved": 302, "/circle": 302}.get(self.path)
            status = status or int(self.path.strip("/") or 200)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/200" if self.path == "/moved" else "/circle")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    seen = Web(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield seen
    end.set()
    server.shutdown()
    server.server_close()
    thread.join()
