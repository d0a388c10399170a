"""What a decision sees of a message: its traits, by name."""

from bisect import bisect_left
from itertools import compress
from operator import attrgetter

from bot.understanding.comparison import COMPARED_TO, COMPARING, is_either
from bot.understanding.correction import corrects
from bot.understanding.places import COMING_FROM, LYING_IN, is_placed, stands_behind
from bot.understanding.set_signs import SetSigns
from bot.understanding.signs import Signs
from bot.understanding.subjects import Subjects

FLOOR, MOST_SCORE, MOST_SAID, MOST_STRANGERS = -1.0, 4.0, 3.0, 5
"""Where what the weights are multiplied with ends."""

_INSIDE = -0.3
_MOST_ENTITIES = 3
_LONGEST = (1, 2, 3, 5, 8, 13)
_LENGTHS = tuple(f"length:{most}" for most in (*_LONGEST, 99))
_SHORT = 5
_CONDITIONS = (
    *("sectors", "years", "size", "companies", "marks", "name", "without", "than", "pure"),
    *("level", "mostly", "order", "limit", "rank", "whole", "from_end"),
)
_parts = attrgetter(*_CONDITIONS)
_OF_SET = (
    *("asks_which", "asks_count", "asks_nothing_else", "asks_in_general", "only_marks"),
    *("speaks_of_another", "elsewhere", "rules_out", "of_several", "of_other_things"),
    *("of_a_trade", "only_a_number", "says_only", "asks_rules", "asks_for_marked"),
)
_SET_TRAITS = tuple(f"set:{name}" for name in _OF_SET)
_set_signs = attrgetter(*_OF_SET)


def traits_of(signs: Signs, subjects: Subjects) -> dict[str, float]:
    """The traits of a message by name; those that it does not have are left out."""
    return {
        "always": 1.0,
        **_of_entity(signs),
        **_of_words(signs, subjects),
        **_of_conversation(signs, subjects),
        **_of_condition(signs),
        **_of_set(subjects.of_set),
        **_of_topics(signs),
    }


def _flags(**values: object) -> dict[str, float]:
    return dict.fromkeys(compress(values, values.values()), 1.0)


def _of_entity(signs: Signs) -> dict[str, float]:
    first = signs.first
    if first is None:
        return {"entity:none": 1.0}
    kind = "named" if first.named else "facts" if first.by_facts else "hint"
    traits = {
        f"entity:{kind}": 1.0,
        "entity:score": min(first.score, 2.0) / 2,
        f"entities:{min(len(signs.found.chosen), _MOST_ENTITIES)}": 1.0,
    }
    plainly = first.named and not first.its_own
    said = any(match.said >= 1.0 for match in signs.wishes)
    before = signs.conversation.entity
    return traits | _flags(
        entity=True,
        named_plainly=plainly,
        named_said=plainly and said,
        named_anchored=plainly and signs.anchored,
        named_before=first.named and before,
        hint_before=not first.named and before,
        hint_anchored=not first.named and signs.anchored,
        hint_said=not first.named and said,
        whole_name=first.words > 1,
        its_own=first.its_own,
        unique=first.unique,
        in_story=signs.in_story,
        rivals=signs.found.rivals,
    )


def _of_words(signs: Signs, subjects: Subjects) -> dict[str, float]:
    words, first, anchored, lead = (
        signs.reading.words,
        signs.first,
        signs.anchored,
        signs.outside_lead,
    )
    named, inside = first is not None and first.named, lead < _INSIDE
    misread = [word for word in words if word.repaired]
    traits = {
        _LENGTHS[bisect_left(_LONGEST, len(words))]: 1.0,
        "unknown": signs.unknown,
        "unknown,unanchored": signs.unknown * (not anchored),
        "strangers": min(len(signs.strangers), MOST_STRANGERS) / MOST_STRANGERS,
        "outside_lead": max(-2.0, min(2.0, lead)),
        "likeliest": max(FLOOR, signs.likeliest) - FLOOR,
        "misread": len(misread) / max(1, len(words)),
    }
    for concept in signs.concepts.positions:
        traits[f"word:{concept}"] = 1.0
    return traits | _flags(
        bare=signs.bare,
        anchored=anchored,
        plural=signs.plural,
        plural_nobody=signs.plural and anchored and first is None,
        local=signs.local,
        all_known=not signs.strangers,
        inside=inside,
        inside_named=inside and named,
        inside_anchored=inside and anchored,
        inside_all_known=inside and not signs.strangers,
        neighbours=signs.neighbours,
        neighbours_named=signs.neighbours and named,
        neighbours_anchored=signs.neighbours and anchored,
        places=signs.places,
        placed=is_placed(signs),
        place_in=signs.places and stands_behind(signs, LYING_IN),
        place_from=signs.places and stands_behind(signs, COMING_FROM),
        elsewhere=subjects.of_set.elsewhere and first,
        settled=signs.settled,
        sides=len(signs.sides) > 1,
        comparing=subjects.of_set.clues.has_any(COMPARING),
        compared_to=subjects.of_set.clues.has_any(COMPARED_TO),
        either=is_either(signs),
    )


def _is_weak_hint(signs: Signs) -> bool:
    """Whether a trade or a product is named and nothing that is asked of clusters."""
    first = signs.first
    hinted = first is not None and not first.named
    return hinted and not (signs.anchored or any(match.said for match in signs.wishes))


def _is_misread(signs: Signs) -> bool:
    """Whether nothing but misspelt words points to the entity, and no cluster is spoken of."""
    if signs.first is None or signs.anchored or not signs.first.positions:
        return False
    return all(signs.reading.words[place].repaired for place in signs.first.positions)


def _of_conversation(signs: Signs, subjects: Subjects) -> dict[str, float]:
    before = signs.conversation
    nobody = signs.first is None
    short = signs.length <= _SHORT
    traits = _flags(
        before=before.entity,
        before_nobody=before.entity and nobody,
        before_short=before.entity and short,
        before_short_nobody=before.entity and short and nobody,
        begins=before.topic is None,
        bare_again=signs.bare and before.topic,
        shown=len(before.set) > 1,
        shown_two=len(before.set) == 2,
        asked=before.asked,
        nothing_ours=nobody and not (signs.anchored or signs.condition or before.topic),
        faint=not (signs.anchored or signs.named or before.topic) and signs.likeliest < 0,
        misread_only=_is_misread(signs) and before.topic is None,
        weak_hint=_is_weak_hint(signs) and before.topic is None,
        points=subjects.pointed,
        points_nobody=subjects.pointed and nobody,
        points_out=subjects.pointed and len(subjects.pointed.over) > 1,
        corrects=corrects(signs),
    )
    if before.topic is not None:
        traits[f"before:{before.topic}"] = 1.0
        if nobody:
            traits[f"before,nobody:{before.topic}"] = 1.0
        elif signs.bare:
            traits[f"before,bare:{before.topic}"] = 1.0
    return traits


def _of_condition(signs: Signs) -> dict[str, float]:
    condition = signs.condition
    if not condition:
        return {}
    traits: dict[str, float] = {}
    for part in compress(_CONDITIONS, _parts(condition)):
        traits[f"condition:{part}"] = 1.0
        if signs.plural:
            traits[f"condition,plural:{part}"] = 1.0
        if signs.first is None:
            traits[f"condition,nobody:{part}"] = 1.0
        if signs.anchored:
            traits[f"condition,anchored:{part}"] = 1.0
    for mark in condition.marks:
        traits[f"mark:{mark}"] = 1.0
    return traits | _flags(
        several_sectors=len(condition.sectors) > 1,
        sector_shared=signs.sector_shared,
        sector_shared_plural=signs.sector_shared and signs.plural,
    )


def _of_set(of_set: SetSigns) -> dict[str, float]:
    traits = dict.fromkeys(compress(_SET_TRAITS, _set_signs(of_set)), 1.0)
    traits["set:foreign"] = of_set.foreign_share
    if of_set.is_of_other_things:
        traits["set:foreign,unanchored"] = 1.0
    return traits


def _of_topics(signs: Signs) -> dict[str, float]:
    traits: dict[str, float] = {}
    for guess in signs.guesses:
        traits[f"like:{guess.label}"] = max(guess.score, FLOOR) - FLOOR
    for guess in signs.guesses[:1]:
        traits[f"likeliest:{guess.label}"] = 1.0
    for matches in (signs.wishes, signs.general, signs.small_talk):
        for match in matches:
            traits[f"said:{match.topic}"] = min(match.said, MOST_SAID)
            traits[f"score:{match.topic}"] = min(match.score, MOST_SCORE)
        for match in matches[:1]:
            traits[f"first:{match.topic}"] = 1.0
    return traits
