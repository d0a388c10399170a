"""The typed, frozen form of one version of the knowledge base.

Every class mirrors what an editor writes in YAML; `knowledge.loader` builds them. Lists in YAML
become tuples, so one version can be shared by all channels without locks.
"""

import re
from collections import ChainMap
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, cast
from urllib.parse import urlsplit

import phonenumbers
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from knowledge.version import NO_VERSION, Version

Language = Literal["pl", "en"]
LANGUAGES: tuple[Language, ...] = ("pl", "en")

EasternLanguage = Literal["uk", "ru"]
EASTERN_LANGUAGES: tuple[EasternLanguage, ...] = ("uk", "ru")
"""Languages that questions are understood in, word by word, but not answered in."""

ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"

LONGEST_ENTITY_ID, LONGEST_TOPIC_ID = 27, 25
"""Letters for which a button has room: two entities side by side, or an entity and a topic."""

UNDATED = "undated"
"""What an editor writes for `as_of` when the source gives no date."""

STEM_MARK = "-"
"""Ends a Cyrillic stem: any ending may follow."""

SHORTEST_STEM, SHORTEST_STEM_ALONE = 3, 4
"""Letters of a stem in a phrase, and alone: a shorter one begins too many strange words."""

Scope = Literal["entity", "general", "set", "conversation"]
SourceKind = Literal["official", "city", "register", "eu", "media", "minutes"]
Mark = Literal["city-initiative", "fee", "no-fee", "key-cluster", "quality-label"]
"""What a fact says in a word that questions filter by ("which clusters charge a fee?")."""


def _identifier(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        raise PydanticCustomError("bad-id", "not an id")
    return value


def _one_line(value: str) -> str:
    line = " ".join(value.split())
    if not line:
        raise PydanticCustomError("empty-text", "empty")
    return line


def _partial_date(value: str) -> str:
    if value == UNDATED:
        return value
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value, re.ASCII):
        raise PydanticCustomError("bad-date", "not a date")
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError as error:
        raise PydanticCustomError("no-such-day", "not a day") from error
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        is_port = parts.port != 0
    except ValueError:  # a port that is none, brackets that hold no IPv6 address
        raise PydanticCustomError("bad-url", "not a web address") from None
    host = re.fullmatch(r"[\w-]+(\.[\w-]+)+(:\d+)?", parts.netloc)
    is_web = parts.scheme in ("http", "https") and is_port
    if not is_web or not host or re.search(r"\s", value):
        raise PydanticCustomError("bad-url", "not a web address")
    return value


def _phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise PydanticCustomError("bad-phone", "not a phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _coordinates(value: str) -> str:
    if not re.fullmatch(_COORDINATES, value):
        raise PydanticCustomError("bad-coordinates", "no place in Poland")
    latitude, longitude = value.split(",")
    return f"{latitude}, {longitude.strip()}"


def _email(value: str) -> str:
    if not re.fullmatch(r"[\w.+-]+@([\w-]+\.)+[a-z]{2,}", value):
        raise PydanticCustomError("bad-email", "not an e-mail address")
    return value


def _cyrillic_letter(value: str) -> str:
    if not re.fullmatch(r"[\u0430-\u045f\u0460-\u052f]", value):
        raise PydanticCustomError("cyrillic-letter", "not a Cyrillic letter")
    return value


def _cyrillic(value: str) -> str:
    latin = re.search(r"[^\W\d_\u0400-\u052f]", value)
    if latin:
        raise PydanticCustomError("latin-letter", "a Latin letter", {"letter": latin.group()})
    words = value.split()
    shortest = SHORTEST_STEM if len(words) > 1 else SHORTEST_STEM_ALONE
    for word in words:
        if not re.fullmatch(r"[\u0400-\u052f]+(['’][\u0400-\u052f]+)*-?", word):
            raise PydanticCustomError("cyrillic-form", "not a Cyrillic word")
        if word.endswith(STEM_MARK) and len(word) <= shortest:
            raise PydanticCustomError("short-stem", "a short stem", {"shortest": shortest})
    return value


def _as_list(value: object) -> object:
    """One source may stand without the brackets of a list."""
    return [value] if isinstance(value, str) else value


_A_DATE = r"^(\d{4}(-\d{2}){0,2}|undated)$"
_COORDINATES = r"(49|5[0-4])\.[0-9]{4,10}, *(1[4-9]|2[0-4])\.[0-9]{4,10}"
"""In Poland: the other way round it would be a place in the Arabian Sea."""
_TEXT_OR_NUMBER: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""As an editor's program sees it: to us what stands without quotes is a text all the same."""

Id = Annotated[
    str,
    AfterValidator(_identifier),
    WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$"}),
]
Line = Annotated[str, AfterValidator(_one_line), WithJsonSchema(_TEXT_OR_NUMBER)]
PartialDate = Annotated[
    str,
    AfterValidator(_partial_date),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _A_DATE}),
]
WebAddress = Annotated[
    str,
    AfterValidator(_web_address),
    WithJsonSchema({"type": "string", "pattern": r"^https?://\S+$"}),
]
Phone = Annotated[
    str,
    AfterValidator(_phone),
    WithJsonSchema({"type": "string", "pattern": r"^\+([ ()/.-]*\d){8,15}$"}),
]
Coordinates = Annotated[
    str,
    AfterValidator(_coordinates),
    WithJsonSchema({"type": "string", "pattern": rf"^{_COORDINATES}$"}),
]
Email = Annotated[
    str,
    AfterValidator(_email),
    WithJsonSchema({"type": "string", "pattern": r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$"}),
]
Words = tuple[Line, ...]
SourceIds = Annotated[
    tuple[Id, ...],
    BeforeValidator(_as_list),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": f"^{ID_PATTERN}$"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
Meanings = Annotated[
    Words,
    BeforeValidator(_as_list),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
CyrillicLetter = Annotated[str, AfterValidator(_cyrillic_letter)]
CyrillicWords = tuple[Annotated[Line, AfterValidator(_cyrillic)], ...]


class Frozen(BaseModel):
    """Refuses unknown keys, and any change once it is built."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """One sentence or name in both languages."""

    pl: Line
    en: Line

    def in_(self, language: Language) -> str:
        """The text in one language."""
        return self.pl if language == "pl" else self.en


class WordLists(Frozen):
    """Words per language that help to recognise a question; never shown as facts."""

    pl: Words = ()
    en: Words = ()

    def all(self) -> Words:
        """The words of both languages."""
        return self.pl + self.en


class Source(Frozen):
    """Where facts come from. `date` is the date of the page, `address` is missing on paper."""

    id: Id
    title: Text
    publisher: Line
    kind: SourceKind
    date: PartialDate
    address: WebAddress | None = None


class Fact(Frozen):
    """One sourced, dated statement.

    `as_of` is the date for which the statement held, `until` the day on which it stops to hold.
    `value` is the year in `founded` and the number of members in `members`, where `companies` says
    how many of them are companies. `coordinates` are those of the `address`, as maps give them:
    "51.2465, 22.5684".
    """

    text: Text
    as_of: PartialDate
    source: SourceIds
    until: PartialDate | None = None
    value: int | None = None
    companies: int | None = None
    marks: tuple[Mark, ...] = ()
    phone: Phone | None = None
    fax: Phone | None = None
    email: Email | None = None
    address: Line | None = None
    coordinates: Coordinates | None = None
    url: WebAddress | None = None

    @property
    def position(self) -> tuple[float, float] | None:
        """The coordinates as degrees north and east."""
        if self.coordinates is None:
            return None
        latitude, longitude = self.coordinates.split(", ")
        return float(latitude), float(longitude)


class Section(Frozen):
    """What is known about one topic of an entity; the order of the facts is that of the card."""

    facts: tuple[Fact, ...] = ()
    contradictions: tuple[Text, ...] = ()
    missing: tuple[Text, ...] = ()


class OtherName(Frozen):
    """A name that a source uses besides the main one."""

    name: Line
    as_of: PartialDate
    source: SourceIds


class RecognisedBy(Frozen):
    """How people may call an entity. `aliases` are whole names, `hints` what it is known for."""

    aliases: WordLists = WordLists()
    hints: WordLists = WordLists()


_NOTHING_KNOWN = Section()


class Entity(Frozen):
    """A cluster or an organisation. `short` is the everyday name, as in "the egg cluster"."""

    id: Id
    name: Text
    short: Text
    names: tuple[OtherName, ...] = ()
    sectors: tuple[Id, ...] = ()
    recognised_by: RecognisedBy = RecognisedBy()
    topics: dict[Id, Section]

    def section(self, topic: str) -> Section:
        """What is known on the topic; an empty section where nothing is."""
        known = self.topics.get(topic)
        return _NOTHING_KNOWN if known is None else known


class Cluster(Entity):
    """A business cluster."""


class Organisation(Entity):
    """An office, park or programme that is not a cluster."""


class Topic(Frozen):
    """What can be asked: of an entity, in general, over the set of clusters, or in small talk.

    `gap` is the honest first line when nothing is known. `reply` answers small talk.
    `confirm_after_years` is the age from which a fact asks to be confirmed. `follow_ups` name what
    to offer next: a topic ("fees") or an entity's ("lpnt/contact").
    """

    id: Id
    scope: Scope
    title: Text
    question: Text
    gap: Text | None = None
    reply: Text | None = None
    confirm_after_years: int | None = None
    follow_ups: tuple[Line, ...] = ()
    facts: tuple[Fact, ...] = ()
    contradictions: tuple[Text, ...] = ()
    missing: tuple[Text, ...] = ()


class Sector(Frozen):
    """A line of business by which clusters are listed."""

    id: Id
    name: Text
    words: WordLists


class Concept(Frozen):
    """A family of words that mean the same for us, in both languages.

    Words stand in their dictionary form, all inflected forms are made from them. `weight` says how
    much one of them tells of the topic: 1 for "phone", little for "who".
    """

    id: Id
    weight: float = Field(default=1.0, gt=0, le=3)
    pl: Words = ()
    en: Words = ()


class Cues(Frozen):
    """Per topic the combinations of concepts that ask for it, as in "who + run"; one is enough."""

    cues: dict[Id, Words]


PLACEHOLDER = "{name}"
"""Stands in an example where a cluster or an organisation is named."""


OUTSIDE = "none"
"""The id of the examples of what is outside the field."""

ASKED_BACK = "choose"
UNANSWERED = (OUTSIDE, ASKED_BACK)
"""What a dialogue says where there is no answer: a refusal, a question back."""


class Examples(Frozen):
    """How people ask for a topic, as whole phrases; the understanding learns from them.

    `{name}` stands where a cluster or an organisation is named. The id is that of the
    topic, or `none` for what is outside the field.
    """

    id: Id
    pl: Words
    en: Words


class Turn(Frozen):
    """What a person says, and what is meant: all answers that are right, the best first.

    An answer is a topic ("benefits", `none`) or an entity and its topic ("lotniczy contact").
    `set` are the clusters that a list, a count or a comparison is over.
    """

    say: Line
    means: Meanings
    set: tuple[Id, ...] = ()


class Dialogues(Frozen):
    """Conversations from which the understanding learns to decide, turn by turn.

    Those that are `kept` are asked by the check as well: not one of them may break.
    """

    id: Id
    kept: bool = False
    dialogues: tuple[tuple[Turn, ...], ...]


class Neighbour(Frozen):
    """A matter outside the field that people bring all the same, and the right door for it.

    `beats_cluster` tells that its words settle the matter even where "cluster" stands beside them.
    A `place` is one where people also come from: it settles the matter only where what is asked
    for lies there.
    """

    id: Id
    words: WordLists
    beats_cluster: bool = False
    place: bool = False
    door: Text | None = None
    entity: Id | None = None


class CyrillicLetters(Frozen):
    """How letters are spelt in Polish; `uk` and `ru` hold what is not the same in both.

    The letters that only one of them has tell the language.
    """

    both: dict[CyrillicLetter, Line] = {}
    uk: dict[CyrillicLetter, Line] = {}
    ru: dict[CyrillicLetter, Line] = {}

    def of(self, language: EasternLanguage) -> dict[str, str]:
        """The letters of one language."""
        return {**self.both, **(self.uk if language == "uk" else self.ru)}


class CyrillicWord(Frozen):
    """A word or phrase in Polish, as our other lists have it, and how it is said in Cyrillic.

    What ends in a hyphen is a stem. `both` is for what Ukrainian and Russian have in common.
    """

    pl: Line
    both: CyrillicWords = ()
    uk: CyrillicWords = ()
    ru: CyrillicWords = ()


class Cyrillic(Frozen):
    """What is needed to read Ukrainian and Russian word by word."""

    letters: CyrillicLetters
    words: tuple[CyrillicWord, ...]

    def said_in(self, language: EasternLanguage) -> tuple[tuple[str, str], ...]:
        """Each word of one language with its Polish one, in the order of the file."""
        return tuple(
            (said, word.pl)
            for word in self.words
            for said in word.both + (word.uk if language == "uk" else word.ru)
        )


class ClusterList(Frozen):
    """A published list of clusters, in its own order."""

    title: Text
    as_of: PartialDate
    source: Id
    clusters: tuple[Id, ...]


class Lists(Frozen):
    """`reference` is the list that counts and rankings are over; `later` came after it."""

    reference: ClusterList
    later: ClusterList
    differences: Text


class Knowledge(Frozen):
    """One checked version of the whole base. Mappings keep the order of the files."""

    clusters: dict[str, Cluster]
    organisations: dict[str, Organisation]
    topics: dict[str, Topic]
    sources: dict[str, Source]
    sectors: dict[str, Sector]
    concepts: dict[str, Concept]
    neighbours: dict[str, Neighbour]
    cues: dict[str, Words]
    examples: dict[str, Examples]
    dialogues: dict[str, Dialogues]
    function_words: WordLists
    cyrillic: Cyrillic
    lists: Lists
    version: Version = NO_VERSION

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Clusters and organisations by id: a view of both, however many they are."""
        clusters = cast("dict[str, Entity]", self.clusters)
        return ChainMap(cast("dict[str, Entity]", self.organisations), clusters)
