"""Every dialogue of the knowledge held once: which turns a change would break."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.assistant import Assistant
from bot.conversation import Answer, Choose, Conversation, Found, NotFound, Question, SmallTalk
from knowledge.model import ASKED_BACK, OUTSIDE, Dialogues, Turn
from knowledge.problem import Problem

_SAME = {"contact-general": "zespol-ds-klastrow contact"}
"""Two labels for one answer."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A turn that would no longer be understood; dialogues and turns are counted from 1."""

    file: str
    dialogue: int
    turn: int
    say: str
    means: tuple[str, ...]
    now: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a suggestion."""

    problems: tuple[Problem, ...]
    broken: tuple[Broken, ...]

    def allows(self, *, although_it_breaks: bool) -> bool:
        """Whether it may be written: never with problems, what breaks dialogues on demand."""
        return not self.problems and (although_it_breaks or not self.broken)


def broken(
    before: Assistant, after: Assistant, lessons: Sequence[Dialogues], today: date
) -> Iterator[Broken]:
    """The turns that `before` understands and `after` does not."""
    for file in lessons:
        for number, turns in enumerate(file.dialogues, start=1):
            heard = _heard(after, turns, today)
            if all(map(_is_right, turns, heard)):
                continue
            was = _heard(before, turns, today)
            for place, (turn, old, new) in enumerate(zip(turns, was, heard, strict=True), start=1):
                if _is_right(turn, old) and not _is_right(turn, new):
                    name = f"dialogues/{file.id}.yaml"
                    yield Broken(name, number, place, turn.say, turn.means, _label(new))


def _heard(assistant: Assistant, turns: Sequence[Turn], today: date) -> list[Answer]:
    conversation, answers = Conversation(), []
    for turn in turns:
        reply = assistant.ask(Question(turn.say, today, conversation))
        conversation = reply.conversation
        answers.append(reply.answer)
    return answers


def _is_right(turn: Turn, answer: Answer) -> bool:
    label = _label(answer)
    if label not in turn.means and _SAME.get(label) not in turn.means:
        return False
    is_same_set = isinstance(answer, Found) and set(answer.set) == set(turn.set)
    return not turn.set or is_same_set


def _label(answer: Answer) -> str:
    match answer:
        case Found(None, topic) | SmallTalk(topic):
            return topic
        case Found(entity, topic):
            return f"{entity} {topic}"
        case Choose():
            return ASKED_BACK
        case NotFound():
            return OUTSIDE
