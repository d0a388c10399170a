"""What is learned is used again wherever nothing that it depends on has changed."""

from pathlib import Path

import pytest

from bot.learned_file import UNHEARD, fingerprint
from bot.understanding.listening import Vocabulary
from bot.understanding.morphology import Morphology
from knowledge.loader import load
from knowledge.model import Entity, Fact, Knowledge
from tests.knowledge.small_base import BAKERS, CONCEPTS, small_base

PHONE = "+48 81 466 25 05"


def test_what_no_learning_depends_on_is_nowhere_looked_at(small: Knowledge) -> None:
    """A field that is left out of the fingerprint is not there at all."""
    entities = {
        kind: {id_: without(entity) for id_, entity in getattr(small, kind).items()}
        for kind in ("clusters", "organisations")
    }
    topics = {
        id_: topic.model_copy(update={"facts": tuple(map(heard, topic.facts))})
        for id_, topic in small.topics.items()
    }

    Vocabulary(small.model_copy(update={**entities, "topics": topics}), Morphology())


def test_a_corrected_number_or_date_is_nothing_to_learn(tmp_path: Path) -> None:
    base = small_base(tmp_path)
    before = fingerprint(base.folder, load(base.folder))
    base.change(BAKERS, PHONE, "+48 81 466 25 95")
    base.change(BAKERS, '"2019-11-18"', '"2024-11-18"')
    corrected = fingerprint(base.folder, load(base.folder))
    base.change(CONCEPTS, "[telefon]", "[telefon, komórka]")
    reworded = fingerprint(base.folder, load(base.folder))

    assert corrected == before
    assert reworded != before


@pytest.fixture
def small(tmp_path: Path) -> Knowledge:
    return load(small_base(tmp_path).folder)


UNHEARD_OF_FACTS = UNHEARD["topics"]["__all__"]["facts"]["__all__"]


def heard(fact: Fact) -> Fact:
    """A fact that has only what words are taken from."""
    kept = {name: value for name, value in fact if name not in UNHEARD_OF_FACTS}
    bare = Fact.model_construct(**kept)
    for name in UNHEARD_OF_FACTS:
        bare.__dict__.pop(name, None)
    return bare


def without(entity: Entity) -> Entity:
    """The entity with such facts."""
    bare = {
        id_: section.model_copy(update={"facts": tuple(map(heard, section.facts))})
        for id_, section in entity.topics.items()
    }
    return entity.model_copy(update={"topics": bare})
