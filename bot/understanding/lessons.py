"""From the dialogues of the knowledge to lessons: each turn in the light of those before it."""

from collections.abc import Callable, Iterable, Iterator

from bot.cards import Card, Target
from bot.conversation import Answer, Choose, Conversation, Found, NotFound, SmallTalk, continued
from bot.understanding.judge_training import Lesson
from bot.understanding.signs import Signs
from bot.understanding.subjects import Option, Subjects, subjects_of
from knowledge.model import ASKED_BACK, OUTSIDE, Knowledge, Turn

_NO_CARD = Card(title="", lines=())
_SAME = {"zespol-ds-klastrow contact": "contact-general"}
"""Two labels for one answer."""


def lessons(
    dialogue: Iterable[Turn],
    signs_of: Callable[[str, Conversation], Signs],
    options: Iterable[Option],
    knowledge: Knowledge,
) -> Iterator[Lesson]:
    """A lesson a turn; what was said before it was answered rightly."""
    conversation = Conversation()
    for turn in dialogue:
        signs = signs_of(turn.say, conversation)
        subjects = subjects_of(signs)
        means = {_SAME.get(meant, meant) for meant in turn.means}
        topics = _topics_of(means)
        right = frozenset(
            option
            for option in options
            if option.topic in topics and _is_right(option, subjects, means)
        )
        yield Lesson(signs, subjects, right)
        answer = _answer(turn, signs, knowledge)
        conversation = continued(conversation, answer, "pl")


def _topics_of(means: set[str]) -> set[str]:
    """The topics of labels, and of those that stand for the same answer."""
    same = {label for label, other in _SAME.items() if other in means}
    return {label.rpartition(" ")[2] for label in means | same}


def _is_right(option: Option, subjects: Subjects, means: set[str]) -> bool:
    match option.way:
        case "message" | "before":
            entity = subjects.message if option.way == "message" else subjects.before
            meant = f"{entity} {option.topic}"
            return _SAME.get(meant, meant) in means
        case "pointed":  # whom it points at is not worked out here
            others = {subjects.message, subjects.before}
            return any(
                topic == option.topic and entity and entity not in others
                for entity, _, topic in (meant.rpartition(" ") for meant in means)
            )
        case "nobody":
            return False
        case _:
            return option.topic in means


def _answer(turn: Turn, signs: Signs, knowledge: Knowledge) -> Answer:
    """What a right reply would have been, in so far as the conversation remembers it."""
    entity, _, topic = turn.means[0].rpartition(" ")
    if topic == OUTSIDE:
        return NotFound(_NO_CARD, ())
    if topic == ASKED_BACK:
        wish = signs.wish.topic if signs.wish else OUTSIDE
        return Choose(_NO_CARD, (Target(wish),))
    if knowledge.topics[topic].scope == "conversation":
        return SmallTalk(topic, _NO_CARD)
    ranking = () if topic == "compare" else turn.set
    return Found(entity or None, topic, _NO_CARD, turn.set, ranking)
