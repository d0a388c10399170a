"""What each setting may be; a ValueError says what is wrong and what to write, after its name."""

import ipaddress
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError
from pydantic import SecretStr

SHORTEST_KEY = 16
SHORTEST_PASSWORD = 12
ARGON2 = "$argon2"
"""How the hash of a password begins."""
LONGEST_RETENTION = 3650

_SQLITE = ("sqlite", "sqlite+aiosqlite")
_POSTGRESQL = ("postgres", "postgresql", "postgresql+asyncpg")
_NO_DATABASE = (
    "is not the address of a database: write it as sqlite:///folder/bot.sqlite or "
    "postgresql://user:password@host/database, with signs like @ : / ? # in the password as %40 "
    "%3A %2F %3F %23"
)


def bot_token(value: SecretStr) -> SecretStr:
    """A token as @BotFather writes it."""
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value(), re.ASCII):
        raise ValueError(
            "does not look like a bot's token (123456789:ABC…): copy it from @BotFather"
        )
    return value


def api_address(value: str) -> str:
    """The address of a server of the Bot API."""
    try:
        parts = urlsplit(value)
        has_good_port = parts.port != 0
    except ValueError:
        has_good_port = False
    if (
        not has_good_port
        or not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#@]*)?", value)
        or "/bot" in parts.path
    ):
        # The value is not repeated: people put the token in.
        raise ValueError(
            "is not the address of a Bot API: write it as https://api.telegram.org, "
            "without /bot and the token"
        )
    return value.rstrip("/")


def database_address(value: SecretStr) -> SecretStr:
    """The address of a database of SQLite or PostgreSQL."""
    address = value.get_secret_value()
    try:
        parts = urlsplit(address)
        has_good_port = parts.port != 0
    except ValueError:
        raise ValueError(_NO_DATABASE) from None
    if parts.scheme in _SQLITE:
        if parts.netloc or not parts.path.strip("/") or parts.path == "/:memory:":
            raise ValueError("names no file for SQLite: write it as sqlite:///folder/bot.sqlite")
    elif (
        parts.scheme not in _POSTGRESQL
        or not has_good_port
        or not (parts.hostname or "host" in parse_qs(parts.query))
        or not re.fullmatch(r"/[^/\s]+", parts.path)
        or parts.fragment
    ):
        # The value is not repeated: a password is in it.
        raise ValueError(_NO_DATABASE)
    return value


def folder(value: Path) -> Path:
    """A folder that exists."""
    folder = value.expanduser()
    if not folder.is_dir():
        raise ValueError(
            f"names '{value}', which is not a folder: give the path of the knowledge folder, "
            "or leave the setting out to use the packaged knowledge"
        )
    return folder


def privacy_key(value: SecretStr) -> SecretStr:
    """A key that is long enough."""
    if len(value.get_secret_value()) < SHORTEST_KEY:
        raise ValueError(
            f"is too short: write at least {SHORTEST_KEY} characters, "
            "or leave it out and a key is made"
        )
    return value


def retention_days(value: object) -> int:
    """How many days something is kept."""
    text = str(value)
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII) or not 1 <= int(text) <= LONGEST_RETENTION:
        raise ValueError(
            f"is '{value}', which is no number of days: write one from 1 to {LONGEST_RETENTION}"
        )
    return int(text)


def log_format(value: object) -> object:
    """The form of the log."""
    if value not in ("text", "json"):
        raise ValueError(f"is '{value}', which is unknown: write text or json")
    return value


def transport(value: object) -> object:
    """The HTTP library for Telegram."""
    if value not in ("aiohttp", "httpx"):
        raise ValueError(f"is '{value}', which is unknown: write aiohttp or httpx")
    return value


def webhook_address(value: str) -> str:
    """Where Telegram sends updates."""
    if not re.fullmatch(r"https?://[^\s?#]+/telegram/webhook", value):
        raise ValueError(
            "is not the address of the webhook: write it as Telegram reaches it, with "
            "/telegram/webhook at its end, such as https://bot.example.org/telegram/webhook"
        )
    return value


def webhook_secret(value: SecretStr) -> SecretStr:
    """The secret of the webhook, in Telegram's letters."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{8,256}", value.get_secret_value(), re.ASCII):
        raise ValueError("needs 8 to 256 of the letters A-Z, a-z, digits, _ and -")
    return value


def port(value: object) -> object:
    """A port to listen on, 0 being any free one."""
    text = str(value)
    if not text.isdecimal() or not 0 <= int(text) < 65536:
        raise ValueError(
            f"is '{value}', which is no port: write a number up to 65535, 0 for any free one"
        )
    return value


def trusted_proxies(value: object) -> object:
    """Addresses and networks of proxies, with commas between."""
    if not isinstance(value, str):
        return value
    proxies = _listed(value)
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            raise ValueError(
                f"names '{proxy}', which is no address: write addresses or networks such as "
                "10.0.0.5, 172.16.0.0/12 with commas between"
            ) from None
    return proxies


def web_origins(value: object) -> object:
    """Origins of pages, with commas between."""
    if not isinstance(value, str):
        return value
    origins = tuple(origin.rstrip("/").lower() for origin in _listed(value))
    for origin in origins:
        if not re.fullmatch(r"https?://[a-z0-9.-]+(:[1-9]\d{0,4})?", origin):
            raise ValueError(
                f"names '{origin}', which is no origin: write such as https://lublin.eu, "
                "without a path, with commas between"
            )
    return origins


def per_minute(value: object) -> object:
    """How many questions a minute."""
    text = str(value)
    if not text.isdecimal() or not 0 < int(text) <= 100_000:
        raise ValueError(f"is '{value}': write how many questions a person may ask in a minute")
    return value


def staff_ids(value: object) -> object:
    """Telegram user ids, with commas between."""
    if not isinstance(value, str):
        return value
    ids = [part.strip() for part in value.split(",")]
    if not all(re.fullmatch(r"[1-9]\d{0,18}", id_, re.ASCII) for id_ in ids):
        raise ValueError("is no list of Telegram user ids: write numbers with commas between")
    return tuple(map(int, ids))


def staff_password(value: SecretStr) -> SecretStr:
    """A password that is not soon guessed, or the argon2 hash of one."""
    password = value.get_secret_value()
    if password.startswith(ARGON2):
        try:
            extract_parameters(password)
        except InvalidHashError:
            raise ValueError(
                "begins like an argon2 hash and is none: copy it whole, in single quotes"
            ) from None
    elif len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"is too short: write at least {SHORTEST_PASSWORD} characters")
    return value


def _listed(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in value.split(","))))
