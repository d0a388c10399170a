"""Documents that cannot lie: what they say of commands, settings and files is so."""

import re
import shlex
import subprocess
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import typer.main

from bot.assistant import Assistant
from bot.cli import app
from bot.conversation import Question
from bot.settings import Settings
from handlers.terminal import jsonl
from knowledge import loader, model
from tests.documents import Block, blocks, documents, links, text_of
from tests.knowledge.small_base import Base
from tests.program import ROOT, TIMEOUT, environment

README = "README.md"
GUIDES_FOR_EDITORS = ("docs/knowledge.md", "docs/redakcja.md")
IN_README = blocks(README, "sh")
RUN = [block for block in IN_README if block.skipped_for is None]
SETTINGS = {name.upper() for name in Settings.model_fields}
COMMANDS = {
    name: [option for parameter in command.params for option in parameter.opts]
    for name, command in typer.main.get_command(app).commands.items()  # type: ignore[attr-defined]
}
ALL_DOCUMENTS = "\n".join(map(text_of, documents()))
FIELDS = {
    f"{kind.__name__}.{field}": field
    for kind in (
        *(model.Entity, model.RecognisedBy, model.Section, model.Fact, model.Source),
        *(model.Topic, model.Sector, model.Concept, model.Neighbour),
        *(model.ClusterList, model.Lists, model.Cyrillic, model.CyrillicWord),
    )
    for field in kind.model_fields
}


@pytest.mark.parametrize("block", RUN, ids=str)
def test_the_commands_of_the_readme_run_as_written(block: Block) -> None:
    done = subprocess.run(
        ["sh", "-eu", "-c", block.text],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    if block.output is not None:
        assert done.stdout.strip().splitlines() == block.output.strip().splitlines()


def test_the_readme_has_commands_and_says_why_some_are_not_run() -> None:
    assert len(RUN) >= 3
    assert any(block.output for block in RUN), "a real dialogue, in both languages"
    for block in IN_README:
        if block.skipped_for is not None:
            assert "token" in block.skipped_for or "interactive" in block.skipped_for, str(block)


@pytest.mark.parametrize("document", documents())
def test_every_command_in_a_document_exists(document: str) -> None:
    for block in blocks(document, "sh"):
        for line in block.text.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["scripts/run"] and len(words) > 1:
                assert words[1] in COMMANDS, f"{block}: {line}"
            elif words and words[0].startswith("scripts/"):
                assert (ROOT / words[0]).is_file(), f"{block}: {line}"


@pytest.mark.parametrize("document", documents())
def test_every_link_leads_to_a_file(document: str) -> None:
    folder = (ROOT / document).parent

    assert [target for target in links(document) if not (folder / target).exists()] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_with_its_options(command: str) -> None:
    said = re.findall(rf"(?:python -m bot|scripts/run) {command}\b.*", ALL_DOCUMENTS)

    assert said
    for option in COMMANDS[command]:
        if option.startswith("--"):
            assert any(option in line for line in said), f"{command} {option}"


@pytest.mark.parametrize(
    "script", sorted(p.name for p in (ROOT / "scripts").iterdir() if not p.suffix)
)
def test_every_script_is_documented(script: str) -> None:
    assert re.search(rf"`scripts/{script}[` ]", text_of(README))


@pytest.mark.parametrize("document", [README, "docs/operations.md"])
def test_every_setting_is_documented_and_no_other(document: str) -> None:
    rows = set(re.findall(r"^\| `([A-Z][A-Z_]+)` \|", text_of(document), re.MULTILINE))

    assert rows == SETTINGS


def test_the_example_of_settings_has_every_one_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == SETTINGS


def test_the_example_of_settings_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(example, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)

    assert Settings() == Settings(_env_file=None)


def test_every_outcome_and_field_of_the_stream_is_documented(
    assistant: Assistant, today: date
) -> None:
    _, answer = jsonl.ask(assistant, Question("hello", today), "1")
    outcomes = ("found", "choose", "not_found", "smalltalk")
    readme = text_of(README)

    assert [name for name in (*answer, *outcomes) if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("guide", GUIDES_FOR_EDITORS)
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_editors_write_is_explained(field: str, guide: str) -> None:
    text = text_of(guide)
    name = FIELDS[field]

    assert re.search(rf"`{name}[`:]|^ *(?:- )?{name}:", text, re.MULTILINE), field


@pytest.mark.parametrize("guide", GUIDES_FOR_EDITORS)
def test_every_choice_that_editors_have_is_explained(guide: str) -> None:
    text = text_of(guide)
    choices = [
        word for kind in (model.Mark, model.SourceKind, model.Scope) for word in get_args(kind)
    ]

    assert [choice for choice in choices if f"`{choice}`" not in text] == []


@pytest.mark.parametrize("guide", GUIDES_FOR_EDITORS)
def test_the_example_of_a_cluster_is_sound(guide: str, tmp_path: Path) -> None:
    (example,) = blocks(guide, "yaml")
    base = packaged(tmp_path)
    base.write("clusters/klaster-przykladowy.yaml", example.text)

    assert "klaster-przykladowy" in loader.load(base.folder).clusters


def packaged(folder: Path) -> Base:
    """A copy of the packaged knowledge that a test may change."""
    for path in loader.PACKAGED.rglob("*.yaml"):
        copy = folder / path.relative_to(loader.PACKAGED)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return Base(folder)
