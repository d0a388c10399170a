"""What a message is taken to mean."""

from dataclasses import dataclass
from typing import NamedTuple

from bot.understanding.conditions import NO_CONDITION, Condition
from knowledge.model import EasternLanguage, Language


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that a message may mean; the entity is none for a general topic."""

    topic: str
    entity: str | None


class Meaning(NamedTuple):
    """Whom a message is about, what it asks and under which condition.

    `topic` is None where nothing in the field was found; `entities` are then the nearest ones,
    else the ones spoken of, which a list without a condition consists of. `rivals` fit the same
    words about as well as the first. `over` is the set that a list, count or comparison stays
    within; `strictly` says that nothing outside it is meant ("only those"). `one` says that the
    topic is asked of the first cluster that the condition keeps ("how to join the bigger one?").
    `more_topics` are further wishes in the same message. `neighbour` is the matter outside the
    field that was recognised. `choices` are what the person is asked to choose from where it is in
    doubt.
    """

    topic: str | None = None
    entities: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    condition: Condition = NO_CONDITION
    over: tuple[str, ...] = ()
    strictly: bool = False
    one: bool = False
    more_topics: tuple[str, ...] = ()
    neighbour: str | None = None
    choices: tuple[Choice, ...] = ()


class Understanding(NamedTuple):
    """A meaning, and the language to reply in.

    `eastern` is the language of the person where it is one that we do not reply in.
    """

    language: Language
    meaning: Meaning
    eastern: EasternLanguage | None = None
