"""Why a message was understood as it was: what each decision went by, for people to read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from bot.understanding.classifier import Guess
from bot.understanding.conditions import Condition
from bot.understanding.entity_match import EntityMatch
from bot.understanding.judge import Weighed
from bot.understanding.learning import Learned
from bot.understanding.lexicon import Kind
from bot.understanding.likeness import Feature, telling_features
from bot.understanding.meaning import Understanding
from bot.understanding.mentions import Word
from bot.understanding.reading import Reading
from bot.understanding.signs import Signs
from bot.understanding.subjects import Way
from bot.understanding.topics import TopicMatch
from knowledge.model import Scope

_LIKELIEST = 3
_LEAST_SHOWN = 0.01

EvidenceKind = Literal["name", "hint", "fact", "word"]


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as it was typed, and what it was taken for; a start may be of several words."""

    typed: str
    read_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """Something of the knowledge, by its id, and the words of the message that stand for it."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A matter outside the field; `settled` says that it holds beside the word cluster too."""

    id: str
    words: tuple[str, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that point to an entity: its whole name, a hint, or a single word of its file."""

    kind: EvidenceKind
    words: str


@dataclass(frozen=True, slots=True)
class EntityCandidate:
    """An entity that words point to; `taken` says that the meaning holds it."""

    id: str
    score: float
    taken: bool
    named: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TopicCandidate:
    """A topic that was heard; `taken` says that the decision went by it.

    `families` are the concepts of its best cue and `words` those of the message that made it;
    `likeness` is the part of the score that comes from the examples, none or below where they
    speak against it.
    """

    id: str
    scope: Scope
    score: float
    taken: bool
    words: tuple[str, ...]
    families: tuple[str, ...]
    likeness: float


Candidate = TypeVar("Candidate", EntityCandidate, TopicCandidate)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One understanding with what led to it.

    `way` is that of the likeliest meaning, `weighed` are the likely ones. `like` are the labels
    whose examples the message is most like, `features` speak for the first of them. Candidates
    stand with the taken ones first, then best first. `condition` is the one read, whether or not
    the meaning uses it. `anchored` says that the word cluster is there; `unknown` are the words
    that tell nothing about the field.
    """

    understanding: Understanding
    way: Way
    weighed: tuple[Weighed, ...]
    words: tuple[str, ...]
    corrections: tuple[Correction, ...]
    families: tuple[Heard, ...]
    like: tuple[Guess, ...]
    features: tuple[Feature, ...]
    entities: tuple[EntityCandidate, ...]
    topics: tuple[TopicCandidate, ...]
    sectors: tuple[Heard, ...]
    condition: Condition
    neighbours: tuple[Neighbour, ...]
    anchored: bool
    unknown: tuple[str, ...]


def explained(
    signs: Signs, weighed: tuple[Weighed, ...], understanding: Understanding, learned: Learned
) -> Explanation:
    """What the signs were that led to this understanding."""
    reading, meaning = signs.reading, understanding.meaning
    asked = {meaning.topic, *meaning.more_topics}
    asked |= {choice.topic for choice in meaning.choices}
    topics = (*signs.wishes, *signs.general, *signs.small_talk)
    like = signs.guesses[:_LIKELIEST]
    spoken_of = meaning.entities if meaning.topic else ()
    return Explanation(
        understanding=understanding,
        way=weighed[0].option.way,
        weighed=tuple(one for one in weighed[:_LIKELIEST] if one.probability >= _LEAST_SHOWN),
        words=tuple(word.text for word in reading.words),
        corrections=tuple(_correction(word) for word in reading.words if word.repaired),
        families=tuple(
            Heard(id_, _words(reading, positions))
            for id_, positions in signs.concepts.positions.items()
        ),
        like=like,
        features=telling_features(learned.classifier, signs.features, like[0].label)
        if like
        else (),
        entities=_ranked(_entity(match, spoken_of, reading) for match in signs.found.heard),
        topics=_ranked(_topic(match, match.topic in asked, reading) for match in topics),
        sectors=tuple(_heard(reading, Kind.SECTOR)),
        condition=signs.condition,
        neighbours=tuple(
            Neighbour(heard.id, heard.words, heard.id in signs.settled)
            for heard in _heard(reading, Kind.NEIGHBOUR)
        ),
        anchored=signs.anchored,
        unknown=_words(reading, signs.strangers),
    )


def runner_up(candidates: tuple[Candidate, ...]) -> Candidate | None:
    """The best of those that were not taken, the leader left out where none was."""
    return next((candidate for candidate in candidates[1:] if not candidate.taken), None)


def margin(candidates: tuple[Candidate, ...]) -> float | None:
    """By how much the leader is ahead of the runner-up; below 0 where a rule put it first."""
    second = runner_up(candidates)
    return candidates[0].score - second.score if second else None


def _ranked(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=lambda one: (not one.taken, -one.score, one.id)))


def _correction(word: Word) -> Correction:
    return Correction(word.text, (word.form,) if word.form != word.text else _sorted(word.keys))


def _topic(match: TopicMatch, taken: bool, reading: Reading) -> TopicCandidate:
    return TopicCandidate(
        match.topic,
        match.scope,
        match.score,
        taken,
        _words(reading, match.positions),
        _sorted(match.cue),
        match.likeness,
    )


def _entity(match: EntityMatch, spoken_of: tuple[str, ...], reading: Reading) -> EntityCandidate:
    return EntityCandidate(
        match.entity,
        match.score,
        match.entity in spoken_of,
        match.named,
        tuple(dict.fromkeys(_evidence(match, reading))),
    )


def _evidence(match: EntityMatch, reading: Reading) -> Iterator[Evidence]:
    """The longest names, hints and names in facts that count for it, then single words."""
    told: set[int] = set()
    kinds: tuple[tuple[EvidenceKind, tuple[Kind, ...]], ...] = (
        ("name", (Kind.NAME,)),
        ("hint", (Kind.HINT, Kind.PROPER_HINT)),
        ("fact", (Kind.FACT, Kind.PROPER_FACT)),
    )
    for name, of_kind in kinds:
        found = {
            mention.positions
            for mention in reading.mentions
            if match.positions.issuperset(mention.positions)
            and any(match.entity in mention.ids(kind) for kind in of_kind)
        }
        for positions in sorted(found, key=lambda positions: (-len(positions), positions)):
            if not told.issuperset(positions):
                told.update(positions)
                yield Evidence(name, " ".join(_words(reading, positions)))
    for word in _words(reading, match.positions - told):
        yield Evidence("word", word)


def _heard(reading: Reading, kind: Kind) -> Iterator[Heard]:
    found: dict[str, set[int]] = {}
    for mention in reading.mentions:
        for id_ in mention.ids(kind):
            found.setdefault(id_, set()).update(mention.positions)
    return (Heard(id_, _words(reading, positions)) for id_, positions in sorted(found.items()))


def _words(reading: Reading, positions: Iterable[int]) -> tuple[str, ...]:
    """The words at these positions, put right where they were misspelt."""
    return tuple(reading.words[position].form for position in sorted(positions))


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(texts))
