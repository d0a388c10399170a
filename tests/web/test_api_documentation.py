"""docs/api.md cannot lie: its commands run as written, and it names what there is."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.assistant import Assistant
from bot.store.feedback import Reason
from tests.documents import Block, blocks, text_of
from tests.program import TIMEOUT, environment
from tests.web.served import Served
from tests.web.threads import serving

DOCUMENT = "docs/api.md"
EXAMPLES = blocks(DOCUMENT, "sh")


@pytest.fixture(scope="module")
def running(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Served]]:
    with serving(assistant, tmp_path_factory.mktemp("documented")) as served:
        yield served


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_the_examples_run_as_written(
    block: Block, running: tuple[str, Served], tmp_path: Path
) -> None:
    address, _ = running
    answer = httpx.post(f"{address}/api/v1/ask", json={"question": "kontakt"}).json()
    commands = (
        block.text.replace("http://127.0.0.1:8080", address)
        .replace("QUESTION_ID", answer["question_id"])
        .replace("CONVERSATION", answer["conversation"])
        .replace("curl -s", "curl -s --fail-with-body")
    )

    done = subprocess.run(
        ["sh", "-eu", "-c", commands],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout
    if "If-None-Match" in block.text:
        assert done.stdout.startswith("HTTP/1.1 304 ")


def test_every_operation_and_field_is_documented(running: tuple[str, Served]) -> None:
    described = httpx.get(f"{running[0]}/api/v1/openapi.json").json()
    schemas: dict[str, Any] = described["components"]["schemas"]
    text = text_of(DOCUMENT)
    names = {
        *schemas["Answered"]["properties"],
        *schemas["Asked"]["properties"],
        *schemas["Card"]["properties"],
        *Reason,
        *(
            parameter["name"]
            for operation in described["paths"]["/clusters"].values()
            for parameter in operation["parameters"]
        ),
    }

    assert [name for name in sorted(names) if f"`{name}`" not in text] == []
    for path in described["paths"]:
        assert f"/api/v1{path.replace('{id}', 'lotniczy')}" in text


def test_every_status_is_documented_and_no_other(running: tuple[str, Served]) -> None:
    described = httpx.get(f"{running[0]}/api/v1/openapi.json").text
    promised = set(re.findall(r'"([45]\d\d)":', json.dumps(json.loads(described))))
    rows = set(re.findall(r"^\| ([45]\d\d) \|", text_of(DOCUMENT), re.MULTILINE))

    assert promised <= rows
    assert rows - promised == {"405", "500"}, "these come from anywhere"
