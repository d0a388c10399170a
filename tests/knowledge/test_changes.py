"""What differs between two versions, told as people would."""

import pytest

from knowledge.changes import Change, changes
from knowledge.loader import load
from knowledge.model import Text
from tests.knowledge.small_base import (
    BAKERS,
    CITY_TEAM,
    CONCEPTS,
    CYRILLIC,
    DIALOGUES,
    EXAMPLES,
    LISTS,
    SOURCES,
    WEAVERS,
    Base,
)

SECOND = "pl: Drugie biuro.\n          en: The second office."
DIFFERENT = "pl: Wszystko przeniesiono na Śląsk.\n          en: All has moved to Silesia."


def changed(base: Base, file: str, old: str, new: str) -> tuple[Change, ...]:
    before = load(base.folder)
    base.change(file, old, new)
    return changes(before, load(base.folder))


def test_nothing_differs_from_itself(base: Base) -> None:
    assert changes(load(base.folder), load(base.folder)) == ()


def test_a_phone_is_told_with_what_it_was(base: Base) -> None:
    found = changed(base, BAKERS, 'phone: "+48 81 466 25 05"', 'phone: "+48 81 466 25 99"')

    assert found == (
        Change(
            *("changed", "cluster", "bakers", "contact", "phone"),
            *("+48 81 466 25 05", "+48 81 466 25 99"),
        ),
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            BAKERS,
            "          en: The cluster's office.\n",
            "          en: The cluster's bureau.\n",
            Change(
                *("changed", "cluster", "bakers", "contact", "text.en"),
                *("The cluster's office.", "The cluster's bureau."),
            ),
        ),
        (
            BAKERS,
            "        email: biuro@example.pl\n",
            "",
            Change("changed", "cluster", "bakers", "contact", "email", "biuro@example.pl"),
        ),
        (
            BAKERS,
            "pl: [bułka]",
            "pl: [bułka, rogal]",
            Change("added", "cluster", "bakers", "", "recognised_by.hints.pl", "", "rogal"),
        ),
        (
            BAKERS,
            "    pl: [piekarze]\n",
            "",
            Change("removed", "cluster", "bakers", "", "recognised_by.aliases.pl", "piekarze"),
        ),
        (
            BAKERS,
            "source: [city-page, minutes]",
            "source: [minutes, city-page]",
            Change("moved", "cluster", "bakers", "contact", "source"),
        ),
        (
            SOURCES,
            "publisher: Rada Miasta",
            "publisher: Rada Lublina",
            Change("changed", "source", "minutes", "", "publisher", "Rada Miasta", "Rada Lublina"),
        ),
        (
            LISTS,
            "clusters: [bakers, weavers]",
            "clusters: [bakers]",
            Change("removed", "list", "reference", "", "clusters", "weavers"),
        ),
        (
            CONCEPTS,
            "pl: [telefon]",
            "pl: [telefon, numer]",
            Change("added", "words", "concepts/phone", "", "pl", "", "numer"),
        ),
        (
            EXAMPLES,
            "phone of {name}",
            "phone at {name}",
            Change(
                *("removed", "words", "examples/contact", "", "en"),
                "who answers the phone of {name}",
            ),
        ),
        (
            CYRILLIC,
            "uk: [хто]",
            "uk: [хтось]",
            Change("removed", "words", "cyrillic", "", "words", "kto = хто · кто"),
        ),
        (
            DIALOGUES,
            "means: bakers contact",
            "means: weavers contact",
            Change(
                *("removed", "words", "dialogues/everyday", "", "dialogues"),
                "numer do piekarzy → bakers contact · a pogoda? → none",
            ),
        ),
    ],
    ids=lambda value: value.field if isinstance(value, Change) else "",
)
def test_a_change_is_told(file: str, old: str, new: str, expected: Change, base: Base) -> None:
    assert expected in changed(base, file, old, new)


def test_a_sentence_in_other_words_is_the_same_fact(base: Base) -> None:
    found = changed(base, BAKERS, SECOND, SECOND.replace("Drugie biuro", "Drugie duże biuro"))

    assert [(one.kind, one.field) for one in found] == [("changed", "text.pl")]


def test_another_sentence_is_another_fact(base: Base) -> None:
    found = changed(base, BAKERS, SECOND, DIFFERENT)

    assert [(one.kind, one.field) for one in found] == [("removed", "facts"), ("added", "facts")]
    assert found[0].before == Text(pl="Drugie biuro.", en="The second office.")


def test_facts_in_another_order_are_told_once(base: Base) -> None:
    before = load(base.folder)
    contact = before.clusters["bakers"].topics["contact"]
    turned = contact.model_copy(update={"facts": contact.facts[::-1]})
    bakers = before.clusters["bakers"].model_copy(update={"topics": {"contact": turned}})
    after = before.model_copy(update={"clusters": {**before.clusters, "bakers": bakers}})

    assert changes(before, after) == (Change("moved", "cluster", "bakers", "contact", "facts"),)


def test_entries_that_came_and_went_are_told_by_their_names(base: Base) -> None:
    before = load(base.folder)
    base.write("clusters/millers.yaml", base.text(WEAVERS).replace("weavers", "millers"))
    base.remove(CITY_TEAM)
    base.change("topics/contact.yaml", ", city-team/contact", "")
    base.change("words/neighbours.yaml", "    entity: city-team\n", "")

    found = {(one.kind, one.owner, one.id) for one in changes(before, load(base.folder))}

    assert ("added", "cluster", "millers") in found
    assert ("removed", "organisation", "city-team") in found
