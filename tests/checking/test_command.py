"""What `check` tells beyond the files: of links, and of what the bot answers."""

import json
from pathlib import Path

import pytest

from bot import editors
from bot.assistant import Assistant
from knowledge.inspection import Inspection
from knowledge.loader import PACKAGED
from knowledge.model import Examples
from tests.checking.web import Web
from tests.knowledge.small_base import BAKERS, SOURCES, small_base
from tests.program import Program


def test_dead_links_are_told_with_their_place(web: Web, tmp_path: Path, program: Program) -> None:
    base = small_base(tmp_path)
    base.change(SOURCES, "    address: https://example.pl/klastry/\n", "")
    base.change(BAKERS, "https://example.pl/kontakt", f"{web.address}/404")

    done = program("check", "--links", "--json", KNOWLEDGE_DIR=str(tmp_path))

    (found,) = (one for one in json.loads(done.stdout)["warnings"] if one["rule"] == "dead-link")
    assert (done.returncode, done.stderr) == (0, "Sprawdzonych adresów: 1 z 1\n")
    assert f"{web.address}/404 już nie ma (HTTP 404)" in found["what"]
    assert f"{web.address}/404" in base.text(BAKERS).splitlines()[found["line"] - 1]


def test_examples_that_mislead_are_told(
    assistant: Assistant, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = {"contact": Examples(id="contact", pl=("kto należy do {name}?",), en=())}
    knowledge = assistant.knowledge.model_copy(update={"examples": examples, "dialogues": {}})
    monkeypatch.setattr(editors, "inspect", lambda *_: Inspection(PACKAGED, knowledge, ()))

    done = program("check", "--ask", "--json")

    rules = {(one["file"], one["rule"]) for one in json.loads(done.stdout)["warnings"]}
    assert ("examples/contact.yaml", "wrong-owner") in rules
    assert "to potrwa około minuty" in done.stderr


def test_nothing_further_is_asked_of_a_broken_base(tmp_path: Path, program: Program) -> None:
    base = small_base(tmp_path)
    base.change(BAKERS, "sectors: [food]", "sectors: [foot]")

    done = program("check", "--ask", "--links", KNOWLEDGE_DIR=str(tmp_path))

    assert (done.returncode, done.stderr) == (1, "")
    assert "dopiero wtedy, gdy nie ma błędów" in done.stdout
