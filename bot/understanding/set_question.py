"""A list or a count over the clusters: under which condition, over all of them or those shown.

In this chat people speak of Lublin's clusters: a condition without more is one over them all.
"""

from bot.understanding.conditions import Condition
from bot.understanding.meaning import Meaning
from bot.understanding.orders import Order
from bot.understanding.set_signs import SetSigns
from knowledge.model import Mark

_MARK_OF: dict[str, Mark] = {"national-key-clusters": "key-cluster", "fees-general": "fee"}
"""What "which ones have it?" asks for after a general topic."""

_THAN: dict[str, Order] = {
    "before": "oldest",
    "after": "newest",
    "more-than": "biggest",
    "less-than": "smallest",
}


def set_meaning(topic: str, of: SetSigns) -> Meaning:
    """A list or a count, whichever `topic` is, under the condition of the message."""
    signs = of.signs
    than = _against_one(of)
    if than is not None:
        return Meaning(topic, condition=than)
    over, strictly = of.shown()
    marked = _MARK_OF.get(signs.conversation.topic or "")
    if marked and not signs.condition:
        return Meaning(topic, condition=Condition(marks=(marked,)))
    return Meaning(topic, condition=signs.condition, over=over, strictly=strictly)


def _against_one(of: SetSigns) -> Condition | None:
    """As in "which clusters are older than the aviation one?"."""
    signs = of.signs
    if len(signs.found.chosen) != 1 or signs.condition.years:
        return None
    entity = signs.found.chosen[0]
    for clue in of.clues.of(*_THAN):
        if entity.positions and clue.start < clue.end < min(entity.positions):
            return Condition(than=(_THAN[clue.concept], entity.entity))
    return None
