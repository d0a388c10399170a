"""Learning from real questions: what was asked in vain, grouped, with lines that would help.

Nothing becomes an answer by itself: a suggestion is a line for a file of the knowledge, which a
member of the staff accepts (`bot.accepting`) or not.
"""

import asyncio
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Question
from bot.store.database import Database
from bot.store.unanswered import Mark, Unanswered, marked, unanswered
from bot.understanding.explanation import EntityCandidate, Explanation
from bot.understanding.normalise import fold
from knowledge.loader import EXAMPLES
from knowledge.model import OUTSIDE, PLACEHOLDER, Knowledge, Language

COMPLAINTS = (
    *("nie o to pyt", "nie o to mi chodzi", "nie o to chodzi", "nie na temat", "nie to pyt"),
    *("zla odpowiedz", "zła odpowiedź", "not what i", "wrong answer", "not my question"),
)
"""Parts of messages by which people say that they were not understood, in small letters."""

_DAY = 24 * 60 * 60 * 1000
_NEAREST = 3
_LEAST_GROWN = 3
LONGEST_LINE = 200
"""Characters of a line that may be suggested."""

SuggestionKind = Literal["alias", "example", "outside"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line for the list that `path` leads to in a file; `target` is the card it would help."""

    kind: SuggestionKind
    file: str
    path: tuple[str, ...]
    item: str
    target: Target | None = None

    @property
    def line(self) -> str:
        """The line as it stands in the file."""
        quoted = self.item.replace("'", "''")
        return f"- '{quoted}'"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same; `question` is the commonest wording, `gist` its hash.

    `newest` is when the last of them came, in milliseconds since 1970, `nearest` what they may
    have meant, likeliest first. `strange` are the words that nobody knows, one phrase: with
    `alias` they become a name of whatever staff choose.
    """

    gist: str
    question: str
    wordings: tuple[str, ...]
    count: int
    languages: Mapping[str, int]
    reasons: Mapping[str, int]
    oldest: int
    newest: int
    nearest: tuple[Target, ...]
    strange: str
    suggestions: tuple[Suggestion, ...]


async def current(
    engine: Database, assistant: Assistant, now: int, days: int, most: int | None = None
) -> tuple[Group, ...]:
    """The groups of the last days as they stand in the store; `now` is in milliseconds.

    Raises:
        StoreError: when the database cannot be used.
    """
    asked = await unanswered(engine, now - days * _DAY, COMPLAINTS)
    marks = await marked(engine)
    return await asyncio.to_thread(groups, asked, marks, assistant, now, most)


def groups(
    asked: Sequence[Unanswered],
    marks: Mapping[str, Mark],
    assistant: Assistant,
    now: int,
    most: int | None = None,
) -> tuple[Group, ...]:
    """The groups that nobody has marked, the most frequent first, `most` of them.

    What was put off comes back when its time is over. That and what was called answered come back
    as well once as many have asked again as before, three at least.
    """
    found: list[Group] = []
    for places in assistant.grouped([one.text for one in asked]):
        members = [asked[place] for place in places]
        mark = next(filter(None, (marks.get(gist_of(one.text)) for one in members)), None)
        if mark is None or _is_back(mark, members, now):
            found.append(_group(members, assistant))
            if len(found) == most:
                break
    return tuple(found)


def gist_of(text: str) -> str:
    """A short name for a wording, whatever its case, accents and spaces."""
    return hashlib.sha256(" ".join(fold(text).split()).encode()).hexdigest()[:16]


def _is_back(mark: Mark, members: Sequence[Unanswered], now: int) -> bool:
    if mark.kind == "not_ours":
        return False
    if mark.until is not None and mark.until <= now:
        return True
    since = sum(one.asked_at > mark.marked_at for one in members)
    return since >= max(_LEAST_GROWN, mark.size)


def _group(members: Sequence[Unanswered], assistant: Assistant) -> Group:
    first = members[0]
    language = cast("Language", first.language)
    explanation = assistant.explain(Question(first.text, date.min, language=language))
    nearest = tuple(_nearest(explanation, assistant.knowledge))[:_NEAREST]
    return Group(
        gist=gist_of(first.text),
        question=first.text,
        wordings=tuple(dict.fromkeys(one.text for one in members)),
        count=len(members),
        languages=dict(Counter(one.language for one in members)),
        reasons=dict(Counter(one.reason for one in members)),
        oldest=min(one.asked_at for one in members),
        newest=max(one.asked_at for one in members),
        nearest=nearest,
        strange=_phrase(first.text, explanation.unknown),
        suggestions=tuple(
            dict.fromkeys(_suggestions(first, nearest, explanation, assistant.knowledge))
        ),
    )


def _nearest(explanation: Explanation, knowledge: Knowledge) -> Iterator[Target]:
    """What the question may have meant: the likely topics, of the entities that words point to."""
    entities = [candidate.id for candidate in explanation.entities[:_NEAREST]]
    topics = [one.option.topic for one in explanation.weighed]
    topics += [guess.label for guess in explanation.like]
    has_said = False
    for topic in dict.fromkeys(topics):
        if topic == OUTSIDE or knowledge.topics[topic].scope == "conversation":
            continue
        of_entity = knowledge.topics[topic].scope == "entity"
        for target in [Target(topic, id_) for id_ in entities] if of_entity else [Target(topic)]:
            has_said = True
            yield target
    if not has_said:
        yield from (Target("overview", id_) for id_ in entities)


def _suggestions(
    asked: Unanswered,
    nearest: Sequence[Target],
    explanation: Explanation,
    knowledge: Knowledge,
) -> Iterator[Suggestion]:
    if len(asked.text) > LONGEST_LINE:  # a story, of which no line can be made
        return
    for target in nearest:
        candidate = next((one for one in explanation.entities if one.id == target.entity), None)
        if candidate is not None and not candidate.named:
            name = _phrase(asked.text, _pointing(candidate))
            if name:
                yield alias(name, asked.language, candidate.id, knowledge)
        phrase = _with_placeholder(asked.text, candidate) if candidate else asked.text
        yield example(phrase, asked.language, target)
    yield outside(asked.text, asked.language)


def alias(phrase: str, language: str, entity: str, knowledge: Knowledge) -> Suggestion:
    """A phrase as one more name of an entity."""
    folder = "clusters" if entity in knowledge.clusters else "organisations"
    path = ("recognised_by", "aliases", language)
    return Suggestion("alias", f"{folder}/{entity}.yaml", path, phrase, Target("overview", entity))


def example(phrase: str, language: str, target: Target) -> Suggestion:
    """A phrase as one more example of a topic."""
    return Suggestion("example", f"{EXAMPLES}/{target.topic}.yaml", (language,), phrase, target)


def outside(phrase: str, language: str) -> Suggestion:
    """A phrase as an example of what is none of our field."""
    return Suggestion("outside", f"{EXAMPLES}/{OUTSIDE}.yaml", (language,), phrase)


def _with_placeholder(text: str, candidate: EntityCandidate) -> str:
    name = _phrase(text, _pointing(candidate))
    return text.replace(name, PLACEHOLDER, 1) if name else text


def _pointing(candidate: EntityCandidate) -> Iterator[str]:
    return (word for one in candidate.evidence for word in one.words.split())


def _phrase(text: str, words: Iterable[str]) -> str:
    """From the first to the last of the words as they stand in the text; empty without them."""
    folded = {fold(word) for word in words}
    places = [found.span() for found in re.finditer(r"\w+", text) if fold(found[0]) in folded]
    return text[places[0][0] : places[-1][1]] if places else ""
