"""What people commonly use in place of the assistant, behind one method."""

from typing import Protocol

from benchmarks.questions import Label

Ranked = tuple[Label, float]


class Baseline(Protocol):
    """Gives every text its likeliest label, and how sure it is in a scale of its own.

    It never refuses: that is left to a threshold on the score.
    """

    def rank(self, text: str) -> Ranked:
        """The likeliest label and its score."""
