"""How sure it is that a message is of our field at all: one measure for all decisions."""

from math import exp

_BASE = -2.3
_CLUSTER, _LUBLIN = 1.45, 0.3
_NAMED, _ENTITY, _TOPIC = 1.7, 1.4, 0.45
_UNKNOWN, _UNKNOWN_WITHOUT_CLUSTER = -2.8, -2.9
_OUTSIDE_LEAD = -2.15
_NEIGHBOUR, _NEIGHBOUR_OF_NAME = -3.2, -1.5
_MOST_ENTITY, _MOST_TOPIC = 2.0, 2.5


def confidence(
    *,
    anchored: bool,
    local: bool,
    named: bool,
    entity: float,
    topic: float,
    unknown: float,
    outside_lead: float,
    neighbours: bool,
) -> float:
    """Between 0 (outside) and 1: a logistic regression on the signs of a message.

    `entity` and `topic` are the scores of the best ones, `unknown` the share of words that tell
    nothing, `outside_lead` how much the message is rather like what is outside. The weights were
    fitted on development questions of all kinds and rounded.
    """
    total = (
        _BASE
        + _CLUSTER * anchored
        + _LUBLIN * local
        + _NAMED * named
        + _ENTITY * min(entity, _MOST_ENTITY)
        + _TOPIC * min(topic, _MOST_TOPIC)
        + (_UNKNOWN + _UNKNOWN_WITHOUT_CLUSTER * (not anchored)) * unknown
        + _OUTSIDE_LEAD * outside_lead
        + (_NEIGHBOUR_OF_NAME if named else _NEIGHBOUR) * neighbours
    )
    return 1 / (1 + exp(-total))
