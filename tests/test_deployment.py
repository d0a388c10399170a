"""What lies in deploy/ and the image, as far as it can be judged without running it."""

import json
import re
import shlex
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.metrics import Metrics
from bot.settings import Settings, load_settings
from handlers.telegram.webhook import PATH
from handlers.web.health import health_router
from tests.documents import blocks
from tests.program import ROOT

SETTINGS = {name.upper() for name in Settings.model_fields}
DEPLOY = ROOT / "deploy"
FOR_ALL = {"DOMAIN", "POSTGRES_PASSWORD"}
"""What compose.yaml wants besides the settings of the bot."""
GIVEN = {
    "DOMAIN": "bot.example.org",
    "TELEGRAM_TOKEN": "123456789:AAsesame",
    "TELEGRAM_WEBHOOK_SECRET": "0123456789abcdef",
    "POSTGRES_PASSWORD": "0123456789abcdef",
    "PRIVACY_KEY": "0123456789abcdef",
}
UNIT = "lublin-clusters-bot.service"
_VARIABLE = re.compile(r"\$\{(\w+)(?::\?)?\}")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def bots(compose: dict[str, Any]) -> dict[str, Any]:
    """The replicas by name."""
    services = compose["services"].items()
    return {name: service for name, service in services if service["image"] == compose["name"]}


class Instructions(list[tuple[str, str]]):
    """The instructions of the Dockerfile with their arguments, in order."""

    def __init__(self) -> None:
        text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        joined = "\n".join(lines).replace("\\\n", " ")
        super().__init__(
            (words[0], " ".join(words[1:]))
            for line in joined.splitlines()
            if (words := line.split())
        )

    def of(self, name: str) -> list[str]:
        return [arguments for instruction, arguments in self if instruction == name]


@pytest.fixture(scope="module")
def instructions() -> Instructions:
    return Instructions()


def example() -> dict[str, str]:
    text = (DEPLOY / "example.env").read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))


def test_the_replicas_get_settings_that_the_bot_takes(
    bots: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    assert len(bots) == 2
    assert bots["bot-1"] == bots["bot-2"]
    environment = bots["bot-1"]["environment"]
    assert set(environment) <= SETTINGS
    for name, value in {**GIVEN, **environment}.items():
        monkeypatch.setenv(name, _VARIABLE.sub(lambda match: GIVEN[match[1]], value))

    settings = load_settings()

    assert settings.telegram_webhook_url == f"https://bot.example.org{PATH}"
    assert settings.log_format == "json"
    assert settings.database_url is not None
    assert "@postgres:5432/bot" in settings.database_url.get_secret_value()


def test_the_example_of_secrets_has_what_compose_wants() -> None:
    wanted = set(_VARIABLE.findall((DEPLOY / "compose.yaml").read_text(encoding="utf-8")))

    assert wanted <= set(example()) <= SETTINGS | FOR_ALL
    assert set(example()) == set(GIVEN)
    secret = {name: value for name, value in example().items() if name != "DOMAIN"}
    assert set(secret.values()) == {""}, "no secret is in the repository"


def test_the_replicas_are_locked_in(bots: dict[str, Any]) -> None:
    for bot in bots.values():
        assert bot["read_only"] is True
        assert bot["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in bot["security_opt"]
        assert "ports" not in bot
        assert bot["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_the_database_is_checked_and_only_seen_inside(compose: dict[str, Any]) -> None:
    postgres = compose["services"]["postgres"]

    assert postgres["image"].startswith("postgres:17")
    assert "pg_isready" in postgres["healthcheck"]["test"][-1]
    assert postgres["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}
    assert "ports" not in postgres


def test_the_load_balancer_shows_all_but_the_metrics(bots: dict[str, Any]) -> None:
    caddyfile = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    (hidden,) = re.findall(r"handle (.+) \{\s+respond 404\s+\}", caddyfile)
    (upstreams,) = re.findall(r"reverse_proxy (.+) \{", caddyfile)
    (asked,) = re.findall(r"health_uri (\S+)", caddyfile)
    served = {route.path for route in _health_routes()} | {PATH}

    assert caddyfile.count("{") == caddyfile.count("}")
    assert hidden == "/metrics"
    assert hidden in served
    assert asked in served
    ports = {bot["environment"]["PORT"] for bot in bots.values()}
    assert {f"{name}:{port}" for name in bots for port in ports} == set(upstreams.split())


def test_the_image_is_built_from_what_is_there(instructions: Instructions) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    let_in = [line[1:] for line in ignored if line.startswith("!")]
    copied = [shlex.split(arguments) for arguments in instructions.of("COPY")]
    sources = [word for words in copied if "--from=build" not in words for word in words[:-1]]

    assert "*" in ignored
    assert sources
    for source in sources:
        assert (ROOT / source).exists()
        assert any(fnmatch(source, pattern) for pattern in let_in), source
    assert not any("env" in pattern or "var" in pattern for pattern in let_in)


def test_the_image_is_small_and_safe(instructions: Instructions) -> None:
    installs = [line for line in instructions.of("RUN") if "pip install" in line]

    assert instructions.of("ADD") == []
    assert len(instructions.of("FROM")) == 2
    assert all(line.startswith("python:3.13-slim") for line in instructions.of("FROM"))
    assert installs
    assert all("--require-hashes" in line for line in installs)
    assert instructions.of("STOPSIGNAL") == ["SIGTERM"]
    user = instructions.of("USER")[-1].split(":")[0]
    assert user.isdecimal(), "Kubernetes can tell that a number is not root"
    assert int(user) > 0
    assert not any(word in line for line in instructions.of("ENV") for word in ("TOKEN", "SECRET"))


def test_the_image_sets_what_the_bot_takes(instructions: Instructions) -> None:
    last = instructions.of("ENV")[-1]
    names = set(re.findall(r"(\w+)=", last)) - {"PATH", "PYTHONUNBUFFERED"}

    assert names - {"PYTHONDONTWRITEBYTECODE"} <= SETTINGS
    assert "DATABASE_URL=sqlite:////data/" in last
    assert instructions.of("VOLUME") == ["/data"]


def test_the_image_asks_whether_it_is_ready(instructions: Instructions) -> None:
    (check,) = instructions.of("HEALTHCHECK")
    python, option, code = json.loads(check[check.index("[") :])

    assert (python, option) == ("python", "-c")
    assert "/readyz" in code
    compile(code, "HEALTHCHECK", "exec")


def test_the_service_sets_what_the_bot_takes() -> None:
    unit = (DEPLOY / UNIT).read_text(encoding="utf-8")
    values = " ".join(re.findall(r"^Environment=(.+)$", unit, re.MULTILINE))
    names = {pair.split("=")[0] for pair in values.split()}

    assert names - {"PYTHONDONTWRITEBYTECODE"} <= SETTINGS
    for line in ("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes"):
        assert line in unit.splitlines()
    assert "RestartPreventExitStatus=2" in unit.splitlines()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_the_service(tmp_path: Path) -> None:
    unit = tmp_path / UNIT
    here = (DEPLOY / UNIT).read_text(encoding="utf-8")
    here = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", here, flags=re.MULTILINE)
    here = re.sub(r"^Documentation=.+\n", "", here, flags=re.MULTILINE)
    unit.write_text(here, encoding="utf-8")

    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )

    ours = [line for line in done.stderr.splitlines() if UNIT in line]
    assert (done.returncode, ours) == (0, [])


def test_the_alerts_are_about_metrics_that_exist() -> None:
    (alerts,) = blocks("docs/operations.md", "yaml")
    known = set(re.findall(r"^# TYPE (\w+)", Metrics().text().decode(), re.MULTILINE))
    rules = yaml.safe_load(alerts.text)["groups"][0]["rules"]
    used = {name for rule in rules for name in re.findall(r"bot_\w+", rule["expr"])}

    assert used
    assert {name.removesuffix("_bucket") for name in used} <= known


def _health_routes() -> list[Any]:
    async def nothing() -> Any:
        return {}

    return list(health_router(nothing, nothing, Metrics(), "1").routes)
