"""Questions asked in vain are grouped, and each group comes with lines that would help."""

from collections.abc import Sequence

import pytest

from bot.assistant import Assistant
from bot.cards import Target
from bot.store.unanswered import Mark, MarkKind, Unanswered
from bot.unanswered import alias, gist_of, groups

NOW = 1_000_000
KRYPTO = (
    "gdzie kupię kryptowaluty",
    "gdzie kupic kryptowalute",
    "Kryptowaluty: gdzie kupować?",
    "gdzie kupie kryptowaluyt",
)


def asked(texts: Sequence[str], at: int = 0, language: str = "pl") -> list[Unanswered]:
    return [Unanswered(text, language, at, "not_found") for text in texts]


def test_inflection_order_and_typing_errors_make_no_other_question(assistant: Assistant) -> None:
    parking = ("ile kosztuje parking w centrum?", "ile kosztuje parkng w centrum")

    found = groups(asked([*parking, *KRYPTO]), {}, assistant, NOW)

    assert [(group.count, set(group.wordings)) for group in found] == [
        (4, set(KRYPTO)),
        (2, set(parking)),
    ]


def test_a_group_tells_its_languages_reasons_and_times(assistant: Assistant) -> None:
    questions = [
        Unanswered("kryptowaluty", "pl", 5, "not_found"),
        Unanswered("kryptowaluty", "en", 3, "unhelpful"),
        Unanswered("kryptowaluty", "pl", 9, "not_found"),
    ]

    [group] = groups(questions, {}, assistant, NOW)

    assert (group.languages, group.reasons) == (
        {"pl": 2, "en": 1},
        {"not_found": 2, "unhelpful": 1},
    )
    assert (group.oldest, group.newest) == (3, 9)
    assert group.strange == "kryptowaluty"


def test_an_unnamed_cluster_gets_an_alias_and_an_example(assistant: Assistant) -> None:
    [group] = groups(
        asked(["where can I find the beekeepers cluster"], language="en"), {}, assistant, NOW
    )
    lines = {(one.kind, one.file, one.path, one.line) for one in group.suggestions}

    assert Target("contact", "branza-spozywcza") in group.nearest
    assert (
        "alias",
        "clusters/branza-spozywcza.yaml",
        ("recognised_by", "aliases", "en"),
        "- 'beekeepers'",
    ) in lines
    assert (
        "example",
        "examples/contact.yaml",
        ("en",),
        "- 'where can I find the {name} cluster'",
    ) in lines
    outside = ("outside", "examples/none.yaml", ("en",))
    assert (*outside, "- 'where can I find the beekeepers cluster'") in lines


def test_staff_may_give_strange_words_to_whom_they_like(assistant: Assistant) -> None:
    suggestion = alias("szklarze", "pl", "lpnt", assistant.knowledge)

    assert suggestion.file == "organisations/lpnt.yaml"
    assert suggestion.line == "- 'szklarze'"


def test_a_story_gets_no_line(assistant: Assistant) -> None:
    [group] = groups(asked(["mam firmę " * 30]), {}, assistant, NOW)

    assert group.suggestions == ()


@pytest.mark.parametrize(
    ("kind", "until", "since", "is_listed"),
    [
        ("not_ours", None, 9, False),
        ("answered", None, 3, False),
        ("answered", None, 4, True),
        ("later", NOW + 1, 3, False),
        ("later", NOW + 1, 4, True),
        ("later", NOW, 0, True),
    ],
)
def test_a_marked_group_leaves_the_list_until_it_is_due_or_has_grown(
    kind: MarkKind, until: int | None, since: int, is_listed: bool, assistant: Assistant
) -> None:
    marks = {gist_of("GDZIE kupie  kryptowaluty"): Mark(kind, 4, 10, until)}
    questions = asked(KRYPTO, at=5) + asked(KRYPTO[:1] * since, at=20)

    assert bool(groups(questions, marks, assistant, NOW)) is is_listed


def test_nothing_is_listed_where_nothing_was_asked(assistant: Assistant) -> None:
    assert groups([], {}, assistant, NOW) == ()
