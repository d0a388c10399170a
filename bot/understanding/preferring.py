"""What is preferred to the likeliest option: one about as likely that the message says more of."""

from collections.abc import Sequence

from bot.understanding.clues import OUT_OF
from bot.understanding.judge import Weighed
from bot.understanding.refusing import asked_which, tells_of_own
from bot.understanding.signs import GENERAL_FORM, OF_ONE, Signs
from bot.understanding.subjects import Option, Subjects

_ABOUT_AS_LIKELY, _NEARLY_AS_LIKELY, _HARDLY_LIKELY = 0.6, 0.3, 0.1
_NEAR_BEFORE = 3
_CLEAR = 1.0
_LIST = "list"
_WHO_IT_IS, _JOIN, _DOING, _CONTACT = "overview", "join", "activities", "contact"
_LED_BY, _FEES = "coordinator", "fees"
_OF_WHICH_ONE = frozenset({_DOING, _LED_BY, "members", "founded"})
_ABOUT = frozenset({"about"})
"""A small word like "do" that asks for nothing beside a name."""

_TO_ANOTHER = frozenset({("a", "do"), ("i", "do"), ("and", "to")})
""" "And to the egg one?", after a phone number."""


def likeliest(inside: Sequence[Weighed], signs: Signs, subjects: Subjects) -> Weighed:
    """The likeliest; of two that are about as likely, the one that the message says more of."""
    best = inside[0]
    match best.option.way:
        case "set" if best.option.topic == _LIST and subjects.of_set.only_marks:
            return _fees_in_general(best, inside, signs, subjects)
        case "general" if signs.first is not None and signs.first.words > 1:
            return _of_the_named(best, inside, signs)
        case "general" if not (signs.anchored or signs.plural):
            own = Option(OF_ONE.get(best.option.topic, ""), "before")
            return _if_likely(own, _NEARLY_AS_LIKELY, best, inside)
        case "before" if tells_of_own(signs) and asks_which_cluster(signs):
            return next((one for one in inside if one.option.way == "message"), best)
        case "before" | "pointed":
            return _rather_of_the_message(best, inside, signs)
        case _:
            return best


def preferred(best: Weighed, inside: Sequence[Weighed], signs: Signs) -> Option:
    """What is rather asked: who it is, what words ask for, or the same as before."""
    option = _plainer(best, inside, signs)
    if option == best.option:
        option = _rather_said(best, inside, signs)
    return option if option != best.option else _as_before(best, inside, signs)


def _if_likely(option: Option, share: float, best: Weighed, inside: Sequence[Weighed]) -> Weighed:
    """An option that has at least this share of the likelihood of the best one; else that one."""
    likely = (one for one in inside if one.probability >= share * best.probability)
    return next((one for one in likely if one.option == option), best)


def _fees_in_general(
    best: Weighed, inside: Sequence[Weighed], signs: Signs, subjects: Subjects
) -> Weighed:
    """As in "are there any fees?", which asks for no clusters that charge."""
    if subjects.of_set.asks_for_marked or not signs.condition:
        return best
    return _if_likely(Option(GENERAL_FORM[_FEES], "general"), _HARDLY_LIKELY, best, inside)


def _of_the_named(best: Weighed, inside: Sequence[Weighed], signs: Signs) -> Weighed:
    """What is asked of one that is named in full: who it is, if nothing is in words."""
    own = [one for one in inside if one.option.way == "message"]
    together = sum(one.probability for one in own)
    if together < best.probability:
        return best
    said = {wish.topic for wish in signs.wishes if wish.said >= _CLEAR}
    asked = next((one for one in own if one.option.topic in said), None)
    return asked or Weighed(Option(_WHO_IT_IS, "message"), together)


def _rather_of_the_message(best: Weighed, inside: Sequence[Weighed], signs: Signs) -> Weighed:
    """One whom the message names rather than one from before.

    And a further place of a ranking ("and the second?") rather than a topic of that one that no
    word asks for.
    """
    is_said = any(wish.said for wish in signs.wishes)
    if signs.conversation.ranking and signs.condition.rank and not is_said:
        return _if_likely(Option(_LIST, "set"), _HARDLY_LIKELY, best, inside)
    if best.option.way == "before":
        return _if_likely(Option(best.option.topic, "message"), _ABOUT_AS_LIKELY, best, inside)
    if is_said:
        return best
    return _if_likely(Option(_LIST, "set"), _NEARLY_AS_LIKELY, best, inside)


def _plainer(best: Weighed, inside: Sequence[Weighed], signs: Signs) -> Option:
    """Who it is, where little more is asked: "what does the park do?", "which cluster is it?"."""
    topic, way = best.option.topic, best.option.way
    asked = {wish.topic for wish in signs.wishes if wish.said and wish.cue != _ABOUT}
    if topic not in asked and (topic == _DOING or _WHO_IT_IS in asked):
        who_it_is = Option(_WHO_IT_IS, way)
        likely = (one for one in inside if one.option == who_it_is)
        if any(one.probability >= _NEARLY_AS_LIKELY * best.probability for one in likely):
            return who_it_is
    if way == "message" and topic not in (_WHO_IT_IS, _JOIN) and asks_which_cluster(signs):
        said = next((wish for wish in signs.wishes if wish.topic == topic and wish.said), None)
        kept = topic not in _OF_WHICH_ONE or (topic == _LED_BY and said)
        if not kept or said is None or max(said.positions) < asked_which(signs)[0] - _NEAR_BEFORE:
            return Option(_WHO_IT_IS, way)
    return best.option


def _rather_said(best: Weighed, inside: Sequence[Weighed], signs: Signs) -> Option:
    """Of two topics that are about as likely the one that words ask for."""
    option = best.option
    clear = {wish.topic for wish in signs.wishes if wish.said >= _CLEAR} - {_JOIN}
    if option.way != "message" or option.topic in clear or asks_which_cluster(signs):
        return option
    likely = (one for one in inside if one.probability >= _ABOUT_AS_LIKELY * best.probability)
    said = (one.option for one in likely if one.option.way == "message")
    return next((one for one in said if one.topic in clear), option)


def _as_before(best: Weighed, inside: Sequence[Weighed], signs: Signs) -> Option:
    """The topic talked of, where only another name is said: "sorry, I meant the metal one".

    No word but the name asks for anything then, though some may sound like it.
    """
    option, topic = best.option, signs.conversation.topic or ""
    if any(wish.said and wish.cue != _ABOUT for wish in signs.wishes):
        return option
    if topic == _CONTACT and signs.clues.texts[:2] in _TO_ANOTHER:
        whom = (option._replace(topic=topic), Option(topic, "pointed"))
        return next((one.option for one in inside if one.option in whom), option)
    if option.way not in ("message", "pointed") or option.topic == _WHO_IT_IS or not signs.bare:
        return option
    as_before = (one.option for one in inside if one.option == option._replace(topic=topic))
    return next(as_before, option)


def asks_which_cluster(signs: Signs) -> bool:
    """As in "in which cluster is Biomaxima?", where a firm or a trade leads to the cluster."""
    first, clues = signs.first, signs.clues
    if first is None or (first.named and not first.its_own):
        return False
    asked = asked_which(signs)
    return bool(asked) and (not signs.plural or clues.text(asked[0] + 1) in OUT_OF)
