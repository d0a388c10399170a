from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from tests.program import Program

NAMES = ("TELEGRAM_TOKEN", "TELEGRAM_API_URL", "KNOWLEDGE_DIR", "LOG_FORMAT")
DEFAULTS = {
    "telegram_token": None,
    "telegram_api_url": "https://api.telegram.org",
    "knowledge_dir": None,
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
        ("KNOWLEDGE_DIR", "no/such/folder"),
        ("LOG_FORMAT", "xml"),
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


def test_a_secret_is_not_shown_in_the_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "sesame open")
    monkeypatch.setenv("TELEGRAM_API_URL", "https://api.telegram.org/bot1:sesame")

    with pytest.raises(SettingsError) as caught:
        load_settings()

    assert "sesame" not in str(caught.value)


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / ".env").write_bytes("KNOWLEDGE_DIR=źródła".encode("cp1250"))

    with pytest.raises(SettingsError, match=r"\.env is not UTF-8"):
        load_settings()


def test_the_token_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:sesame")

    assert "sesame" not in repr(Settings())


@pytest.mark.parametrize("command", [("run",), ("chat",), ("ask", "x"), ("check",)])
def test_every_command_ends_with_2_on_a_bad_setting(
    command: tuple[str, ...], program: Program
) -> None:
    done = program(*command, LOG_FORMAT="xml")

    assert done.returncode == 2
    assert done.stderr == "LOG_FORMAT is 'xml', which is unknown: write text or json.\n"
    assert done.stdout == ""
