"""What differs between two versions of the knowledge, as data; the bot words it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pydantic import BaseModel

from knowledge.model import CyrillicWord, Fact, Knowledge, OtherName, Section, Text, Turn

Kind = Literal["added", "removed", "changed", "moved"]
Owner = Literal["cluster", "organisation", "topic", "source", "list", "words"]

Said = str | Text
"""What stands in a file: the same in both languages, or a text in each."""

_ALIKE = 0.5
"""From this likeness on, a changed sentence counts as the same fact said anew."""

_LONGEST_COMPARED = 400


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: whose, under which topic, in which field ("phone", "text.pl").

    `before` and `after` are what stood there, empty where there was nothing. A whole entry, fact
    or word that came or went has its words in one of them; `moved` facts only changed places.
    """

    kind: Kind
    owner: Owner
    id: str
    topic: str = ""
    field: str = ""
    before: Said = ""
    after: Said = ""


def changes(old: Knowledge, new: Knowledge) -> tuple[Change, ...]:
    """All that people or the understanding may notice, in the order of the files."""
    return tuple(_changes(old, new))


def _changes(old: Knowledge, new: Knowledge) -> Iterator[Change]:
    yield from _entries("cluster", old.clusters, new.clusters)
    yield from _entries("organisation", old.organisations, new.organisations)
    yield from _entries("topic", old.topics, new.topics)
    yield from _entries("source", old.sources, new.sources)
    for key in ("reference", "later"):
        yield from _fields("list", key, "", getattr(old.lists, key), getattr(new.lists, key))
    yield from _values(
        "list", "differences", "", "text", old.lists.differences, new.lists.differences
    )
    for name in ("sectors", "concepts", "neighbours", "examples", "dialogues"):
        yield from _entries("words", getattr(old, name), getattr(new, name), prefix=f"{name}/")
    yield from _words("words", "cues", "", "", _flat(old.cues), _flat(new.cues))
    for name in ("function_words", "cyrillic"):
        yield from _values("words", name, "", "", getattr(old, name), getattr(new, name))


def _entries(
    owner: Owner, old: Mapping[str, BaseModel], new: Mapping[str, BaseModel], prefix: str = ""
) -> Iterator[Change]:
    for id_ in dict.fromkeys((*old, *new)):
        before, after, name = old.get(id_), new.get(id_), f"{prefix}{id_}"
        if before is None:
            yield Change("added", owner, name, after=_shown(after))
        elif after is None:
            yield Change("removed", owner, name, before=_shown(before))
        elif before != after:
            yield from _fields(owner, name, "", before, after)


def _fields(
    owner: Owner, id_: str, topic: str, before: BaseModel, after: BaseModel, field: str = ""
) -> Iterator[Change]:
    for name in type(before).model_fields:
        one, other = getattr(before, name), getattr(after, name)
        if one == other or name == "id":
            continue
        if name == "topics":
            for key in dict.fromkeys((*one, *other)):
                was, now = one.get(key, Section()), other.get(key, Section())
                yield from _fields(owner, id_, key, was, now)
        elif name == "facts":
            yield from _facts(owner, id_, topic, one, other)
        else:
            path = f"{field}.{name}" if field else name
            yield from _values(owner, id_, topic, path, one, other)


def _values(
    owner: Owner, id_: str, topic: str, field: str, one: object, other: object
) -> Iterator[Change]:
    if one == other:
        return
    if isinstance(one, BaseModel) and isinstance(other, BaseModel):
        yield from _fields(owner, id_, topic, one, other, field)
    elif isinstance(one, tuple) and isinstance(other, tuple):
        yield from _words(owner, id_, topic, field, _texts(one), _texts(other))
    else:
        yield Change("changed", owner, id_, topic, field, _shown(one), _shown(other))


def _words(
    owner: Owner, id_: str, topic: str, field: str, old: Sequence[Said], new: Sequence[Said]
) -> Iterator[Change]:
    """Lists of words or sentences: which came, which went, or that only the order changed."""
    before, after = set(old), set(new)
    for word in old:
        if word not in after:
            yield Change("removed", owner, id_, topic, field, before=word)
    for word in new:
        if word not in before:
            yield Change("added", owner, id_, topic, field, after=word)
    if before == after and old != new:
        yield Change("moved", owner, id_, topic, field)


def _facts(
    owner: Owner, id_: str, topic: str, old: Sequence[Fact], new: Sequence[Fact]
) -> Iterator[Change]:
    same = [fact for fact in old if fact in new]
    went, came = [f for f in old if f not in same], [f for f in new if f not in same]
    for fact in went:
        successor = _successor(fact, came)
        if successor is None:
            yield Change("removed", owner, id_, topic, "facts", before=fact.text)
            continue
        came.remove(successor)
        yield from _fields(owner, id_, topic, fact, successor)
    for fact in came:
        yield Change("added", owner, id_, topic, "facts", after=fact.text)
    if same and not went and not came:
        yield Change("moved", owner, id_, topic, "facts")


def _successor(fact: Fact, came: Sequence[Fact]) -> Fact | None:
    """The new fact that says the same as the old one, or nearly."""
    likeness = [(_likeness(fact.text.pl, other.text.pl), -at) for at, other in enumerate(came)]
    best, at = max(likeness, default=(0.0, 0))
    return came[-at] if best >= _ALIKE else None


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    pair = one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED]
    return SequenceMatcher(None, *pair, autojunk=False).ratio()


def _flat(cues: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"{topic}: {cue}" for topic, own in cues.items() for cue in own]


def _texts(values: Sequence[object]) -> list[Said]:
    return [_shown(value) for value in values]


def _shown(value: object) -> Said:
    """A value in the words of its file, whole where only this tells it from another."""
    if value is None:
        return ""
    if isinstance(value, (str, Text)):
        return value
    if isinstance(value, OtherName):
        return f"{value.name} ({value.as_of}, {' · '.join(value.source)})"
    if isinstance(value, Turn):
        meant = " / ".join((*value.means, *value.set))
        return f"{value.say} → {meant}"
    if isinstance(value, CyrillicWord):
        return f"{value.pl} = {' · '.join((*value.both, *value.uk, *value.ru))}"
    if isinstance(value, tuple):
        return " · ".join(str(_shown(item)) for item in value)
    for key in ("name", "title", "id", "pl"):
        if hasattr(value, key):
            return _shown(getattr(value, key))
    return str(value)
