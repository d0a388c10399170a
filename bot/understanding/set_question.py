"""A list or a count over the clusters: under which condition, over all of them or those shown.

In this chat people speak of Lublin's clusters: a condition without more is one over them all.
"""

from bot.understanding.conditions import Condition
from bot.understanding.meaning import Meaning
from bot.understanding.set_signs import SetSigns
from knowledge.model import Mark

_MARK_OF: dict[str, Mark] = {"national-key-clusters": "key-cluster", "fees-general": "fee"}
"""What "which ones have it?" asks for after a general topic."""

_TWO = 2
_ORDERS_OF_TWO = ("oldest", "newest", "biggest", "smallest")
"""Which of two is older or bigger is seen best side by side; but "the oldest of them" is one."""


def set_meaning(topic: str, of: SetSigns) -> Meaning:
    """A list or a count, whichever `topic` is, under the condition of the message."""
    over, strictly = of.shown()
    marked = _MARK_OF.get(of.signs.conversation.topic or "")
    if marked and not of.condition:
        return Meaning(topic, condition=Condition(marks=(marked,)))
    condition = of.condition
    of_two = len(over) == _TWO and not of.clues.has(*_ORDERS_OF_TWO)
    if topic == "list" and of_two and condition.order in _ORDERS_OF_TWO:
        first = Condition(order=condition.order)
        return Meaning("compare", entities=over, condition=first)
    return Meaning(topic, condition=condition, over=over, strictly=strictly)
