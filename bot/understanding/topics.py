"""What a message asks: the cues whose concepts are all there, weighed and in order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.understanding.classifier import Guess
from bot.understanding.reading import Reading
from knowledge.check import CUE_SEPARATOR
from knowledge.model import Knowledge, Scope

_STORY = "my-business"

_GAIN = 1.5
_DOUBT = -0.8
_ENTRY = -0.3
_LEAST = 0.5
_SAID = 0.8
_UNSAID = 0.4
_UNLIKE = -1.0
_UNSAID_START = 999
_NOWHERE: frozenset[int] = frozenset()


class TopicMatch(NamedTuple):
    """A topic asked for.

    `said` is the weight of its best cue, 0 where no cue is there; `start` and `positions` are
    where that stands, `cue` its concepts, `core` where the weightiest of them stands. `score`
    counts in what the message is like: `likeness` is what that added or took.
    """

    topic: str
    scope: Scope
    score: float
    start: int
    positions: frozenset[int]
    said: float = 0.0
    cue: frozenset[str] = frozenset()
    core: frozenset[int] = frozenset()
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class ConceptsFound:
    """Each concept of a message with the positions of its words."""

    positions: Mapping[str, frozenset[int]]

    def __contains__(self, concept: str) -> bool:
        return concept in self.positions


def find_concepts(reading: Reading, without: frozenset[int] = frozenset()) -> ConceptsFound:
    """The concepts of a message; words at `without` belong to an entity's name and do not count.

    A phrase swallows the words inside it: "in charge" is about running, not about charges; and
    who tells "I run a guesthouse" does not ask who runs something.
    """
    mentions = [
        (frozenset(positions), concept)
        for positions, concepts in reading.concepts
        if without.isdisjoint(positions)
        for concept in concepts
    ]
    phrases = {positions for positions, _ in mentions if len(positions) > 1}
    story = _NOWHERE.union(*[where for where, concept in mentions if concept == _STORY])
    found: dict[str, frozenset[int]] = {}
    for positions, concept in mentions:
        if story and concept != _STORY and positions <= story:
            continue
        if phrases and any(positions < phrase for phrase in phrases):
            continue
        before = found.get(concept)
        found[concept] = positions if before is None else before | positions
    return ConceptsFound(found)


@dataclass(frozen=True, slots=True)
class _Cue:
    """The concepts that together ask for a topic, and what they weigh together."""

    topic: str
    concepts: frozenset[str]
    weight: float
    weightiest: str


def asked_alone(knowledge: Knowledge) -> frozenset[str]:
    """The concepts each of which asks for a general topic all by itself."""
    return frozenset(
        cue
        for topic, cues in knowledge.cues.items()
        if knowledge.topics[topic].scope == "general"
        for cue in cues
        if CUE_SEPARATOR not in cue
    )


class TopicIndex:
    """The cues of all topics, ready to be matched."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.scopes: Mapping[str, Scope] = {
            id_: topic.scope for id_, topic in knowledge.topics.items()
        }
        self._cues: dict[str, list[_Cue]] = defaultdict(list)
        for topic, cues in knowledge.cues.items():
            for cue in cues:
                parts = cue.split(CUE_SEPARATOR)
                concepts = frozenset(parts)
                # in order, so that the sum comes out the same in every process
                weight = sum(knowledge.concepts[concept].weight for concept in sorted(concepts))
                weightiest = max(parts, key=lambda concept: knowledge.concepts[concept].weight)
                self._cues[parts[0]].append(_Cue(topic, concepts, weight, weightiest))

    def find(self, concepts: ConceptsFound) -> list[TopicMatch]:
        """All topics with a complete cue, best first; equal ones in the order of the message."""
        best: dict[str, TopicMatch] = {}
        there = concepts.positions.keys()
        begun = [cue for concept in there for cue in self._cues.get(concept, ())]
        for cue in begun:
            topic, parts, score = cue.topic, cue.concepts, cue.weight
            if len(parts) > 1 and not parts <= there:
                continue
            positions = _NOWHERE.union(*[concepts.positions[concept] for concept in parts])
            if len(positions) < len(parts):
                score *= len(positions) / len(parts)
            before = best.get(topic)
            if before is not None and not _is_better(score, positions, before):
                continue
            core, scope = concepts.positions[cue.weightiest], self.scopes[topic]
            best[topic] = TopicMatch(
                topic, scope, score, min(positions), positions, score, parts, core
            )
        return _in_order(best)


def with_guesses(
    matches: list[TopicMatch], guesses: Iterable[Guess], scopes: Mapping[str, Scope]
) -> list[TopicMatch]:
    """The matches weighed anew by what the message is like; topics it is like without a cue."""
    scores = {guess.label: guess.score for guess in guesses}
    heard: dict[str, TopicMatch] = {}
    for match in matches:
        gain = _GAIN * (scores.pop(match.topic, _UNLIKE) - _DOUBT)
        score = max(_SAID * match.score + gain, _LEAST * match.score)
        heard[match.topic] = TopicMatch(
            match.topic,
            match.scope,
            score,
            match.start,
            match.positions,
            match.said,
            match.cue,
            match.core,
            likeness=score - match.score,
        )
    for topic, likeness in scores.items():
        scope = scopes.get(topic)
        if scope is not None and likeness > _ENTRY:
            score = _GAIN * (likeness - _DOUBT) + _UNSAID
            heard[topic] = TopicMatch(topic, scope, score, _UNSAID_START, _NOWHERE, likeness=score)
    return _in_order(heard)


def _in_order(matches: Mapping[str, TopicMatch]) -> list[TopicMatch]:
    """Best first; equal ones in the order of the message."""
    ordered = list(matches.values())
    if len(ordered) > 1:
        ordered.sort(key=lambda match: (-match.score, match.start, match.topic))
    return ordered


def _is_better(score: float, positions: frozenset[int], before: TopicMatch) -> bool:
    """Of equal cues the one whose words stand nearer together speaks."""
    if score != before.score:
        return score > before.score
    return max(positions) - min(positions) < max(before.positions) - before.start
