"""From weighed options to a meaning: the likeliest one, a question back, or nothing."""

from collections.abc import Mapping, Sequence

from bot.understanding.clues import AND, each
from bot.understanding.comparison import asked_first
from bot.understanding.entities import entity_ids
from bot.understanding.judge import Weighed
from bot.understanding.meaning import Choice, Meaning
from bot.understanding.preferring import asks_which_cluster, likeliest, preferred
from bot.understanding.refusing import is_asked_by_its_own_word, is_refused, tells_of_own
from bot.understanding.set_question import set_meaning
from bot.understanding.signs import GENERAL_FORM, OF_ONE, Signs
from bot.understanding.subjects import Option, Subjects
from bot.understanding.topics import TopicMatch
from bot.understanding.two_wishes import wishes_in_order

_SURE = 0.35
"""Below this share of what is inside, the person is asked which of the likely ones is meant."""

_LIKELY = 0.05
_MOST_CHOICES = 4
_SHORT = 3
_OUTSIDE, _SET = "outside", "set"
_COMPARED = Option("compare", "compare")
_THEM = each("two both those them dwa dwoch dwaj dwie oba obu obie je nich nimi")
_LIST = "list"
_WHO_IT_IS, _JOIN, _DOING, _CONTACT = "overview", "join", "activities", "contact"
_LED_BY, _FEES = "coordinator", "fees"


def decide(weighed: Sequence[Weighed], signs: Signs, subjects: Subjects) -> Meaning:
    """What the message is taken to mean."""
    shut = (_OUTSIDE, _SET) if subjects.of_set.is_of_other_things else (_OUTSIDE,)
    counted = shut if weighed[0].option.way == _SET else (_OUTSIDE,)
    outside = sum([one.probability for one in weighed if one.option.way in counted])
    inside = [one for one in _merged(weighed, signs, subjects) if one.option.way not in shut]
    if _compares_them(signs, subjects):
        return meaning_of(_COMPARED, signs, subjects, {})
    refused = is_refused(weighed, outside, signs, subjects)
    if refused and (whose := _asked_of_nobody(signs)):
        return Meaning(whose)
    if refused or not inside:
        return Meaning(
            entities=entity_ids(signs.found.chosen),
            neighbour=next(iter((*signs.places, *signs.settled, *signs.neighbours)), None),
        )
    best = likeliest(inside, signs, subjects)
    if best.probability < _SURE and _is_only_named(best.option, signs):
        return meaning_of(Option(_WHO_IT_IS, "message"), signs, subjects, {})
    plain = _is_asked_again(best.option, signs) or asks_which_cluster(signs)
    if best.probability < _SURE * (1 - outside) and not plain:
        choices = _choices(inside, signs, subjects)
        if len(choices) > 1:
            return Meaning(best.option.topic, choices=choices)
    topic = OF_ONE.get(best.option.topic)
    if topic is not None and _goes_on_from_nothing(signs):
        return Meaning(topic)
    if _asks_price_of_matter(best.option.topic, signs):
        return Meaning(signs.conversation.topic)
    thinkable = {one.option.topic: one.probability for one in inside}
    return meaning_of(preferred(best, inside, signs), signs, subjects, thinkable)


def meaning_of(
    option: Option, signs: Signs, subjects: Subjects, thinkable: Mapping[str, float]
) -> Meaning:
    """An option with all that belongs to it: entities, a condition, a further wish.

    `thinkable` has how likely each topic is.
    """
    topic = option.topic

    def in_order(matches: tuple[TopicMatch, ...]) -> tuple[str, tuple[str, ...]]:
        return wishes_in_order(matches, topic, signs, thinkable)

    match option.way:
        case "message" | "set" if topic in (_WHO_IT_IS, _LIST) and _fits_several(signs):
            return Meaning(_LIST, entities=entity_ids((*signs.found.chosen, *signs.found.rivals)))
        case "message" if subjects.message:
            topic, more = in_order(signs.wishes)
            rivals = entity_ids(signs.found.rivals)
            talked_of = signs.conversation.entity
            among = talked_of if talked_of in (subjects.message, *rivals) else None
            if topic in (_WHO_IT_IS, _DOING) and _is_of_a_person(signs):
                topic = _LED_BY
            return Meaning(
                topic,
                entities=(among or subjects.message,),
                rivals=() if among else rivals,
                more_topics=more,
                condition=signs.condition,
            )
        case "pointed" if subjects.pointed:
            pointed = subjects.pointed
            topic, more = in_order(signs.wishes)
            return Meaning(
                topic, condition=pointed.condition, over=pointed.over, one=True, more_topics=more
            )
        case "before" if subjects.before:
            topic, more = in_order(signs.wishes)
            return Meaning(topic, entities=(subjects.before,), more_topics=more)
        case "general" if office := _office(topic, signs):
            return Meaning(_CONTACT, entities=(office,))
        case "general":
            topic, more = in_order(signs.general)
            return Meaning(topic, more_topics=more)
        case "set" if topic == _LIST and subjects.message and _is_one_described(signs):
            return Meaning(_WHO_IT_IS, entities=(subjects.message,))
        case "set":
            return set_meaning(topic, subjects.of_set)
        case "compare":
            condition = asked_first(subjects.of_set.clues)
            return Meaning(topic, entities=subjects.compared, condition=condition)
        case _:
            return Meaning(topic)


def _compares_them(signs: Signs, subjects: Subjects) -> bool:
    """As in "how do those two differ?", where no word says anything else."""
    asked = signs.clues.has("compare", "difference") and not _THEM.isdisjoint(signs.clues.texts)
    told = len(signs.strangers) > 1 or signs.found.chosen  # "in age"
    return asked and bool(subjects.compared) and not told


def _is_of_a_person(signs: Signs) -> bool:
    """Whether somebody is asked after: who it is, is told where it is told who leads."""
    first = signs.first
    person = first is not None and first.person and not first.name_words | first.whole_names
    return person and not asks_which_cluster(signs)


def _is_only_named(option: Option, signs: Signs) -> bool:
    """Whether one is named in full, or somebody, and no word says what is asked of them."""
    first, topic = signs.first, signs.conversation.topic
    in_full = first is not None and (first.words > 1 or _is_of_a_person(signs))
    begins = option.way == "message" and topic is None
    return in_full and begins and not any(wish.said for wish in signs.wishes)


def _is_asked_again(option: Option, signs: Signs) -> bool:
    """As in "and how about the onion bread one?", where only a name is said."""
    quiet = signs.bare and not any(wish.said for wish in signs.wishes)
    return quiet and option == Option(signs.conversation.topic or "", "message")


def _fits_several(signs: Signs) -> bool:
    """As in "in which cluster is Biomaxima?", of a firm that is in two."""
    return bool(signs.found.rivals) and not signs.condition.narrows and asks_which_cluster(signs)


def _merged(weighed: Sequence[Weighed], signs: Signs, subjects: Subjects) -> Sequence[Weighed]:
    """Who tells of a trade and asks how to join clusters asks to join that of the trade."""
    if not (tells_of_own(signs) and subjects.message):
        return weighed
    own, general = Option(_JOIN, "message"), Option(GENERAL_FORM[_JOIN], "general")
    together = [one.probability for one in weighed if one.option in (own, general)]
    if not together:
        return weighed
    others = [one for one in weighed if one.option not in (own, general)]
    merged = [Weighed(own, sum(together)), *others]
    return sorted(merged, key=lambda one: -one.probability)


def _office(topic: str, signs: Signs) -> str | None:
    """Whom to contact in the matter that is asked of or was asked of just before."""
    if signs.anchored or not any(wish.topic == _CONTACT and wish.said for wish in signs.wishes):
        return None
    if topic != GENERAL_FORM[_CONTACT]:
        if is_asked_by_its_own_word(signs, topic):
            return None  # "an internship, whom do I write to?": what is known of those comes first
        return signs.offices.get(topic)
    said = [match.topic for match in signs.general if match.said]
    matters = (*said, signs.conversation.topic or "")
    return next((signs.offices[matter] for matter in matters if matter in signs.offices), None)


def _asked_of_nobody(signs: Signs) -> str | None:
    """What is asked as in "and what is its address?", said first: it is open whose."""
    begins = signs.conversation.topic is None and not (signs.anchored or signs.first)
    goes_on = signs.clues.text(0) in AND and "they" in signs.concepts
    wish = signs.wish
    said = wish is not None and wish.said and not signs.strangers
    return wish.topic if wish and said and begins and goes_on else None


def _goes_on_from_nothing(signs: Signs) -> bool:
    """As in "and the phone?", said first: it is open whose."""
    begins = signs.conversation.topic is None and not (signs.anchored or signs.first)
    return begins and signs.length <= _SHORT and signs.clues.text(0) in AND


def _asks_price_of_matter(topic: str, signs: Signs) -> bool:
    """As in "is it paid?" after internships, which are no clusters' and have no fees of theirs."""
    before = signs.conversation.topic
    is_price = topic in (_FEES, GENERAL_FORM[_FEES])
    return is_price and before in signs.offices and not (signs.anchored or signs.first)


def _is_one_described(signs: Signs) -> bool:
    """As in "which cluster is for makers of fibre sensors?": a list would be of that one."""
    several = signs.plural or signs.sector_shared or signs.conversation.set
    return not (signs.condition.narrows or several)


def _choices(weighed: Sequence[Weighed], signs: Signs, subjects: Subjects) -> tuple[Choice, ...]:
    """What may be meant, but for a "thanks" or "hello" that goes on with a question."""
    entities: Mapping[str, str | None] = {"message": subjects.message, "before": subjects.before}
    talk = {match.topic for match in signs.small_talk} if signs.named else set()
    likely = [
        Choice(one.option.topic, entities.get(one.option.way))
        for one in weighed
        if one.probability >= _LIKELY and one.option.way not in ("pointed", "nobody")
        if one.option.topic not in talk
    ]
    return tuple(dict.fromkeys(likely))[:_MOST_CHOICES]
