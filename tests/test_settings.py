from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from bot.store.database import create_database
from tests.program import Program

NAMES = [name.upper() for name in Settings.model_fields]
DEFAULTS = {
    "telegram_token": None,
    "telegram_api_url": "https://api.telegram.org",
    "telegram_transport": "aiohttp",
    "telegram_webhook_url": None,
    "telegram_webhook_secret": None,
    "database_url": None,
    "host": "127.0.0.1",
    "port": 8080,
    "trusted_proxies": (),
    "web_origins": (),
    "staff_ids": (),
    "staff_password": None,
    "questions_per_minute": 60,
    "knowledge_dir": None,
    "retention_days": 90,
    "privacy_key": None,
    "log_format": "text",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder and none of our settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_without_settings_the_defaults_hold() -> None:
    assert load_settings().model_dump() == DEFAULTS


@pytest.mark.parametrize("blank", ["", "   "])
def test_an_empty_value_counts_as_not_set(blank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, blank)

    assert load_settings().model_dump() == DEFAULTS


def test_the_file_is_read_and_the_environment_wins(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\ufeffTELEGRAM_TOKEN=123:file\nLOG_FORMAT=json\nHOME_OF_OTHERS=1\n"
    (folder / ".env").write_text(text, encoding="utf-8")
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:environment")

    settings = load_settings()

    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "123:environment"
    assert settings.log_format == "json"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("https://api.example.org/telegram/", "https://api.example.org/telegram"),
        (" https://api.telegram.org ", "https://api.telegram.org"),
    ],
)
def test_the_address_of_the_bot_api(
    given: str, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", given)

    assert load_settings().telegram_api_url == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "token"),
        ("TELEGRAM_TOKEN", "123:abc def"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "ftp://api.telegram.org"),
        ("TELEGRAM_API_URL", "https://"),
        ("TELEGRAM_API_URL", "https://host:port"),
        ("TELEGRAM_API_URL", "https://host:99999"),
        ("TELEGRAM_API_URL", "https://me:secret@host"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/bot123:abc"),
        ("TELEGRAM_API_URL", "https://host/?a=1"),
        ("DATABASE_URL", "var/bot.sqlite"),
        ("DATABASE_URL", "mysql://me:sesame@host/bot"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite://bot.sqlite"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://host"),
        ("DATABASE_URL", "postgresql:///bot"),
        ("DATABASE_URL", "postgresql://me:sesame@host:port/bot"),
        ("DATABASE_URL", "postgresql://me:ses#ame@host/bot"),
        ("DATABASE_URL", "postgresql://me:ses/ame@host/bot"),
        ("DATABASE_URL", "postgresql://me:sesame@[host/bot"),
        ("KNOWLEDGE_DIR", "no/such/folder"),
        ("LOG_FORMAT", "xml"),
        ("RETENTION_DAYS", "0"),
        ("RETENTION_DAYS", "3651"),
        ("RETENTION_DAYS", "-1"),
        ("RETENTION_DAYS", "1.5"),
        ("RETENTION_DAYS", "90 days"),
        ("PRIVACY_KEY", "fifteen letters"),
        ("STAFF_PASSWORD", "eleven sign"),
        ("STAFF_PASSWORD", "$argon2id$v=19$m=65536,t=3,p=4$half"),
    ],
)
def test_a_bad_value_is_named_in_one_sentence(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as caught:
        load_settings()

    sentence = str(caught.value)
    assert sentence.startswith(f"{name} ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert ": " in sentence, "what to do follows after a colon"


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///var/bot.sqlite",
        "sqlite:////srv/bot.sqlite",
        "sqlite+aiosqlite:///bot.sqlite",
        "postgres://me:sesame@host/bot",
        "postgresql://me:ses%40me@host:5433/bot?sslmode=require",
        "postgresql+asyncpg://me@[::1]/bot",
        "postgresql://me@/bot?host=/run/postgresql",
    ],
)
def test_the_address_of_the_database(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)

    settings = load_settings()

    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == address
    create_database(address)  # what is taken here is taken there


@pytest.mark.parametrize(
    ("name", "value", "secrets"),
    [
        ("LOG_FORMAT", "text", []),
        ("TELEGRAM_TOKEN", "123:sesame", ["123:sesame"]),
        ("PRIVACY_KEY", "sesame, open your door", ["sesame, open your door"]),
        ("STAFF_PASSWORD", "sesame, open your door", ["sesame, open your door"]),
        ("DATABASE_URL", "sqlite:///bot.sqlite", []),
        ("DATABASE_URL", "postgresql://me@host/bot", []),
        ("DATABASE_URL", "postgresql://me:sesame@host/bot", ["sesame"]),
        ("DATABASE_URL", "postgresql://me:a%40b@host/bot", ["a%40b", "a@b"]),
        ("DATABASE_URL", "postgresql://me@host/bot?password=a%40b", ["a@b"]),
    ],
)
def test_the_secrets_that_no_log_may_show(
    name: str, value: str, secrets: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    assert load_settings().secrets == secrets


def test_a_secret_is_not_shown_in_the_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "sesame open")
    monkeypatch.setenv("PRIVACY_KEY", "sesame")
    monkeypatch.setenv("TELEGRAM_API_URL", "https://api.telegram.org/bot1:sesame")
    monkeypatch.setenv("DATABASE_URL", "mysql://me:sesame@host/bot")

    with pytest.raises(SettingsError) as caught:
        load_settings()

    assert "sesame" not in str(caught.value)


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / ".env").write_bytes("KNOWLEDGE_DIR=źródła".encode("cp1250"))

    with pytest.raises(SettingsError, match=r"\.env is not UTF-8"):
        load_settings()


def test_no_secret_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:sesame")
    monkeypatch.setenv("PRIVACY_KEY", "sesame, open your door")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:sesame@host/bot")

    settings = Settings()

    assert "sesame" not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize("days", ["1", "3650", " 30 "])
def test_the_days_of_retention(days: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETENTION_DAYS", days)

    assert load_settings().retention_days == int(days)


@pytest.mark.parametrize("command", [("run",), ("chat",), ("ask", "x"), ("check",)])
def test_every_command_ends_with_2_on_a_bad_setting(
    command: tuple[str, ...], program: Program
) -> None:
    done = program(*command, LOG_FORMAT="xml")

    assert done.returncode == 2
    assert done.stderr == "LOG_FORMAT is 'xml', which is unknown: write text or json.\n"
    assert done.stdout == ""
