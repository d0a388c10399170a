"""The assistant is asked what the files say it understands."""

from datetime import date

import pytest

from bot.assistant import Assistant
from bot.checking.asking import broken_dialogues, misled_examples, misled_names
from knowledge.finding import Finding
from knowledge.model import Dialogues, Examples, Knowledge, Turn, WordLists


def with_examples(knowledge: Knowledge, id_: str, *phrases: str) -> Knowledge:
    examples = {id_: Examples(id=id_, pl=phrases, en=())}
    return knowledge.model_copy(update={"examples": examples})


def with_dialogue(knowledge: Knowledge, *turns: Turn, kept: bool = True) -> Knowledge:
    dialogues = {"staff": Dialogues(id="staff", kept=kept, dialogues=(turns,))}
    return knowledge.model_copy(update={"dialogues": dialogues})


def told(findings: list[Finding]) -> list[tuple[str, tuple[str | int, ...], str, str]]:
    """Where, by which rule, and what came."""
    return [(one.file, one.path, one.rule, one.values["came"]) for one in findings]


def test_hardly_an_alias_of_the_shipped_knowledge_misleads(
    assistant: Assistant, today: date
) -> None:
    aliases = [
        len(one.recognised_by.aliases.all()) for one in assistant.knowledge.entities.values()
    ]

    assert len(list(misled_names(assistant, today))) < sum(aliases) / 100


def test_an_alias_that_leads_to_another_is_named(
    assistant: Assistant, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowledge = assistant.knowledge
    metal = knowledge.clusters["obrobka-metali"]
    aliases = WordLists(pl=("klaster lotniczy",))
    recognised = metal.recognised_by.model_copy(update={"aliases": aliases})
    misnamed = metal.model_copy(update={"recognised_by": recognised})
    changed = knowledge.model_copy(update={"clusters": {misnamed.id: misnamed}})
    monkeypatch.setattr(assistant, "knowledge", changed)

    found = [one for one in misled_names(assistant, today) if one.file.startswith("clusters/")]

    assert told(found) == [
        (
            "clusters/obrobka-metali.yaml",
            ("recognised_by", "aliases", "pl", 0),
            "wrong-owner",
            "lotniczy contact",
        )
    ]


def test_an_example_that_brings_another_card_is_named(assistant: Assistant, today: date) -> None:
    phrases = ("telefon do {name}", "kto należy do {name}?", "jaka jutro pogoda")
    knowledge = with_examples(assistant.knowledge, "contact", *phrases)

    first = next(iter(knowledge.clusters))
    assert told(list(misled_examples(assistant, knowledge, today))) == [
        ("examples/contact.yaml", ("pl", 1), "wrong-owner", f"{first} members")
    ]


def test_an_example_without_a_name_is_asked_after_an_answer(
    assistant: Assistant, today: date
) -> None:
    knowledge = with_examples(assistant.knowledge, "contact", "a telefon?")

    assert list(misled_examples(assistant, knowledge, today)) == []


def test_a_kept_dialogue_that_breaks_is_named_at_its_turn(
    assistant: Assistant, today: date
) -> None:
    turns = (
        Turn(say="kontakt do klastra lotniczego", means=("lotniczy contact",)),
        Turn(say="a składki?", means=("lotniczy founded", "none")),
    )
    knowledge = with_dialogue(assistant.knowledge, *turns)

    (found,) = broken_dialogues(assistant, knowledge, today)

    assert told([found]) == [
        (
            "dialogues/staff.yaml",
            ("dialogues", 0, 1, "say"),
            "broken-dialogue",
            "lotniczy fees",
        )
    ]


@pytest.mark.parametrize(("shown", "is_broken"), [("lotniczy", True), ("lubelskie-drewno", False)])
def test_a_kept_dialogue_also_says_which_clusters_are_shown(
    shown: str, is_broken: bool, assistant: Assistant, today: date
) -> None:
    turn = Turn(say="klastry z branży drzewnej", means=("list",), set=(shown,))
    knowledge = with_dialogue(assistant.knowledge, turn)

    assert bool(list(broken_dialogues(assistant, knowledge, today))) is is_broken


def test_other_dialogues_teach_and_are_not_asked(assistant: Assistant, today: date) -> None:
    turn = Turn(say="kontakt do klastra lotniczego", means=("none",))
    knowledge = with_dialogue(assistant.knowledge, turn, kept=False)

    assert list(broken_dialogues(assistant, knowledge, today)) == []
