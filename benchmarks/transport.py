"""`python -m benchmarks.transport`: what a message to Telegram costs on each transport.

The library's bot sends a card to a minimal server on this machine, which runs in a process of its
own: the processor time is that of the sending process alone. The transports take turns, round by
round, and the best round of each counts.
"""

import argparse
import asyncio
import json
import multiprocessing
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from handlers.telegram.requests import TransportKind, connection

KINDS: tuple[TransportKind, ...] = ("aiohttp", "httpx")
TOKEN = "123456789:benchmark"
HTML = (
    "<b>Klaster Fotoniki i Światłowodów – Kontakt</b>\n"
    '• Zażółć gęślą jaźń: <a href="https://example.org/?a=1">strona</a> <i>(2024)</i>\n'
) * 8
KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton(f"Jak dołączyć {n}", callback_data=f"1:o:pl:x/{n}")] for n in range(4)]
)


@dataclass(frozen=True)
class Round:
    """What one message cost in a round, in milliseconds."""

    processor: float
    clock: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser("python -m benchmarks.transport", description=__doc__)
    parser.add_argument("--messages", type=int, default=1000, help="in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 64], metavar="N")
    options = parser.parse_args(arguments)
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs,), daemon=True
    )
    server.start()
    url = f"http://127.0.0.1:{ours.recv()}"
    print(f"{'at once':>8}{'transport':>11}{'CPU ms':>9}{'messages/s':>12}{'CPU ratio':>11}")
    for at_once in options.at_once:
        best = _best(url, at_once, options.messages, options.rounds)
        for kind in KINDS:
            ratio = best[kind].processor / best["httpx"].processor
            figures = f"{best[kind].processor:>9.3f}{1000 / best[kind].clock:>12.0f}{ratio:>11.2f}"
            print(f"{at_once:>8}{kind:>11}{figures}", flush=True)
    server.terminate()
    server.join()
    return 0


def _best(url: str, at_once: int, messages: int, rounds: int) -> dict[TransportKind, Round]:
    measured: dict[TransportKind, list[Round]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind in KINDS:
            measured[kind].append(asyncio.run(_round(kind, url, at_once, messages)))
    return {
        kind: min(measured[kind], key=lambda measured_round: measured_round.processor)
        for kind in KINDS
    }


async def _round(kind: TransportKind, url: str, at_once: int, messages: int) -> Round:
    request = connection(kind, at_once)
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)

    async def send(how_many: int) -> None:
        for _ in range(how_many):
            await bot.send_message(5, HTML, parse_mode="HTML", reply_markup=KEYBOARD)

    async with request:
        await asyncio.gather(*(send(5) for _ in range(at_once)))
        clock, processor = time.perf_counter(), time.process_time()
        await asyncio.gather(*(send(messages // at_once) for _ in range(at_once)))
        sent = messages // at_once * at_once
        return Round(
            (time.process_time() - processor) / sent * 1000,
            (time.perf_counter() - clock) / sent * 1000,
        )


_MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "x"}
_BODY = json.dumps({"ok": True, "result": _MESSAGE}).encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_ANSWER = _HEAD % len(_BODY) + _BODY


class _Server(asyncio.Protocol):
    """Answers each POST as soon as its last byte is here, without looking into it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, ended, rest = self._received.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        if ended and len(rest) >= int(length):
            self._received = b""
            self._transport.write(_ANSWER)


def _serve(pipe: Pipe) -> None:
    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(_Server, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


if __name__ == "__main__":
    sys.exit(main())
