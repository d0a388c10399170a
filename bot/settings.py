"""The settings: read once from the environment or the file .env, typed and frozen."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

FILE = Path(".env")
SHORTEST_KEY = 16
LONGEST_RETENTION = 3650

_SQLITE = ("sqlite", "sqlite+aiosqlite")
_POSTGRESQL = ("postgres", "postgresql", "postgresql+asyncpg")
_NO_DATABASE = (
    "is not the address of a database: write it as sqlite:///folder/bot.sqlite or "
    "postgresql://user:password@host/database, with signs like @ : / ? # in the password as %40 "
    "%3A %2F %3F %23"
)


class SettingsError(Exception):
    """A setting has a bad value; one line for each says which, what is wrong and what to do."""


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value(), re.ASCII):
        raise ValueError(
            "does not look like a bot's token (123456789:ABC…): copy it from @BotFather"
        )
    return value


def _api_address(value: str) -> str:
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


def _database(value: SecretStr) -> SecretStr:
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


def _folder(value: Path) -> Path:
    folder = value.expanduser()
    if not folder.is_dir():
        raise ValueError(
            f"names '{value}', which is not a folder: give the path of the knowledge folder, "
            "or leave the setting out to use the packaged knowledge"
        )
    return folder


def _privacy_key(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < SHORTEST_KEY:
        raise ValueError(
            f"is too short: write at least {SHORTEST_KEY} characters, "
            "or leave it out and a key is made"
        )
    return value


def _retention_days(value: object) -> int:
    text = str(value)
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII) or not 1 <= int(text) <= LONGEST_RETENTION:
        raise ValueError(
            f"is '{value}', which is no number of days: write one from 1 to {LONGEST_RETENTION}"
        )
    return int(text)


def _log_format(value: object) -> object:
    if value not in ("text", "json"):
        raise ValueError(f"is '{value}', which is unknown: write text or json")
    return value


class Settings(BaseSettings):
    """What an operator decides. An empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_file=FILE,
        env_file_encoding="utf-8-sig",  # Windows' Notepad writes a byte order mark
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    telegram_api_url: Annotated[str, AfterValidator(_api_address)] = "https://api.telegram.org"
    database_url: Annotated[SecretStr, AfterValidator(_database)] | None = None
    knowledge_dir: Annotated[Path, AfterValidator(_folder)] | None = None
    retention_days: Annotated[int, BeforeValidator(_retention_days)] = 90
    privacy_key: Annotated[SecretStr, AfterValidator(_privacy_key)] | None = None
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_log_format)] = "text"

    @property
    def secrets(self) -> list[str]:
        """What must never be shown, as it was written and as it is meant."""
        token = self.telegram_token.get_secret_value() if self.telegram_token else ""
        parts = urlsplit(self.database_url.get_secret_value() if self.database_url else "")
        password = parts.password or ""
        options = parse_qs(parts.query)
        key = self.privacy_key.get_secret_value() if self.privacy_key else ""
        secrets = [token, key, password, unquote(password)]
        secrets += options.get("password", []) + options.get("sslpassword", [])
        return list(dict.fromkeys(filter(None, secrets)))

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, values: dict[str, object]) -> dict[str, object]:
        stripped = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in values.items()
        }
        return {name: value for name, value in stripped.items() if value != ""}

    @model_validator(mode="after")
    def _whole_webhook(self) -> Self:
        if self.telegram_webhook_url and not self.telegram_webhook_secret:
            raise ValueError(
                "TELEGRAM_WEBHOOK_SECRET is missing: TELEGRAM_WEBHOOK_URL needs a secret by which "
                "Telegram's updates are told from those of others"
            )
        return self


def load_settings() -> Settings:
    """Read the environment, then .env in the current folder.

    Raises:
        SettingsError: naming each setting with a bad value.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_sentences(error))) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{FILE} is not UTF-8 text: save it in that encoding.") from error
    except OSError as error:
        message = f"{FILE} cannot be read ({error.strerror}): mend its permissions or remove it."
        raise SettingsError(message) from error


def _sentences(error: ValidationError) -> list[str]:
    return [
        " ".join([*(str(name).upper() for name in details["loc"][:1]), _plainly(details["msg"])])
        for details in error.errors(include_url=False, include_input=False)
    ]


def _plainly(message: str) -> str:
    return f"{message.removeprefix('Value error, ')}."
