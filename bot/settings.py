"""The settings: read once from the environment or the file .env, typed and frozen."""

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import setting_values as values

FILE = Path(".env")


class SettingsError(Exception):
    """A setting has a bad value; one line for each says which, what is wrong and what to do."""


class Settings(BaseSettings):
    """What an operator decides. An empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_file=FILE,
        env_file_encoding="utf-8-sig",  # Windows' Notepad writes a byte order mark
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    telegram_token: Annotated[SecretStr, AfterValidator(values.bot_token)] | None = None
    telegram_api_url: Annotated[str, AfterValidator(values.api_address)] = (
        "https://api.telegram.org"
    )
    telegram_transport: Annotated[
        Literal["aiohttp", "httpx"], BeforeValidator(values.transport)
    ] = "aiohttp"
    telegram_webhook_url: Annotated[str, AfterValidator(values.webhook_address)] | None = None
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(values.webhook_secret)] | None = (
        None
    )
    database_url: Annotated[SecretStr, AfterValidator(values.database_address)] | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, BeforeValidator(values.port)] = 8080
    trusted_proxies: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(values.trusted_proxies)
    ] = ()
    web_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(values.web_origins)] = ()
    staff_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(values.staff_ids)] = ()
    staff_password: Annotated[SecretStr, AfterValidator(values.staff_password)] | None = None
    questions_per_minute: Annotated[int, BeforeValidator(values.per_minute)] = 60
    knowledge_dir: Annotated[Path, AfterValidator(values.folder)] | None = None
    retention_days: Annotated[int, BeforeValidator(values.retention_days)] = 90
    privacy_key: Annotated[SecretStr, AfterValidator(values.privacy_key)] | None = None
    log_format: Annotated[Literal["text", "json"], BeforeValidator(values.log_format)] = "text"

    @property
    def secrets(self) -> list[str]:
        """What must never be shown, as it was written and as it is meant."""
        token = self.telegram_token.get_secret_value() if self.telegram_token else ""
        parts = urlsplit(self.database_url.get_secret_value() if self.database_url else "")
        password = parts.password or ""
        options = parse_qs(parts.query)
        key = self.privacy_key.get_secret_value() if self.privacy_key else ""
        webhook = self.telegram_webhook_secret
        secret = webhook.get_secret_value() if webhook else ""
        staff = self.staff_password.get_secret_value() if self.staff_password else ""
        secrets = [token, key, secret, staff, password, unquote(password)]
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
