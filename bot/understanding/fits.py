"""How well each option fits a message."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bot.understanding.signs import GENERAL_FORM, OF_ONE, Signs
from bot.understanding.subjects import Option, Way
from bot.understanding.traits import FLOOR, MOST_SAID, MOST_SCORE, MOST_STRANGERS

Floats = npt.NDArray[np.float32]

_VERY_SHORT = 4
_CLEAR = 1.0
_FORMS: Mapping[str, str] = {**GENERAL_FORM, **OF_ONE}
"""An entity's topic and its general form, both ways."""

FITS = (
    *("like", "likeliest", "lead", "said", "said_most", "score", "score_first", "form_like"),
    *("again", "again_bare", "again_quiet", "again_message", "again_short"),
    *("before_quiet", "before_said", "form_again", "all_said", "pointed_said", "said_earliest"),
)
"""The names of what `Fits` tells of an option."""

(
    _LIKE,
    _LIKELIEST,
    _LEAD,
    _SAID,
    _SAID_MOST,
    _SCORE,
    _SCORE_FIRST,
    _FORM_LIKE,
    _AGAIN,
    _AGAIN_BARE,
    _AGAIN_QUIET,
    _AGAIN_MESSAGE,
    _AGAIN_SHORT,
    _BEFORE_QUIET,
    _BEFORE_SAID,
    _FORM_AGAIN,
    _ALL_SAID,
    _POINTED_SAID,
    _SAID_EARLIEST,
) = range(len(FITS))

_ONLY_FOR: Mapping[int, Way] = {
    _AGAIN_MESSAGE: "message",
    _BEFORE_QUIET: "before",
    _BEFORE_SAID: "before",
    _ALL_SAID: "outside",
    _POINTED_SAID: "pointed",
}
"""What is told of the options of one way only."""


class Fits:
    """Tells how well options fit, with what is the same for all messages made ready.

    Nearly all is the same for all ways in which a topic may be asked, and most of it for all
    topics. `rows` says how many rows `table` has.
    """

    def __init__(self, options: Sequence[Option]) -> None:
        topics = tuple(dict.fromkeys(option.topic for option in options))
        self._row: Mapping[str, int] = {
            topic: at * len(FITS) for at, topic in enumerate(topics, start=1)
        }
        self._rows_of = np.array([self._row[option.topic] for option in options])
        self._forms_of: Mapping[str, tuple[int, ...]] = {
            topic: tuple(row for other, row in self._row.items() if _FORMS.get(other) == topic)
            for topic in topics
        }
        self._told: Floats = np.ones((len(options), len(FITS)), dtype=np.float32)
        for column, only in _ONLY_FOR.items():
            self._told[:, column] = [option.way == only for option in options]

    def of(self, signs: Signs) -> Floats:
        """A row an option, a column for each of `FITS`."""
        told = self.told(signs)
        rows = np.zeros((len(self._row) + 1, len(FITS)), dtype=np.float32)
        rows.put([*told], [*told.values()])
        fits: Floats = (rows[self._rows_of // len(FITS)] + rows[0]) * self._told
        return fits

    def table(self, weights: Floats) -> Floats:
        """What fits come to, by the weights of `FITS`: a row a place of `told`.

        It has a column an option.
        """
        told = self._told * weights
        table = np.zeros((len(FITS) * (len(self._row) + 1), len(told)), dtype=np.float32)
        table[: len(FITS)] = told.T
        for option, row in enumerate(self._rows_of):
            table[row : row + len(FITS), option] = told[option]
        return table

    def told(self, signs: Signs) -> dict[int, float]:
        """The same as `of` by rows of `table`: what is told of every topic, then what of some.

        The latter is by how much it differs.
        """
        told: dict[int, float] = {}
        self._tell_likeness(signs, told)
        self._tell_said(signs, told)
        self._tell_before(signs, told)
        return told

    def _tell_likeness(self, signs: Signs, told: dict[int, float]) -> None:
        """How like the examples of the topics the message is."""
        guesses = [guess for guess in signs.guesses if guess.label in self._row]
        likes = [max(guess.score, FLOOR) - FLOOR for guess in guesses]
        best, second = [*sorted(likes, reverse=True), 0.0, 0.0][:2]
        nothing = best == 0
        told[_LIKELIEST], told[_LEAD] = nothing, -best
        for guess, like in zip(guesses, likes, strict=True):
            row, first = self._row[guess.label], like == best
            told[row + _LIKE] = like
            told[row + _LIKELIEST] = first - nothing
            told[row + _LEAD] = 2 * best - second if first else like
            for other in self._forms_of[guess.label]:
                told[other + _FORM_LIKE] = like

    def _tell_said(self, signs: Signs, told: dict[int, float]) -> None:
        """What words ask for."""
        wishes, groups = signs.wishes, (signs.wishes, signs.general, signs.small_talk)
        most = max([match.said for matches in groups for match in matches], default=0.0)
        told[_ALL_SAID] = min(len(wishes), MOST_STRANGERS) / MOST_STRANGERS
        told[_BEFORE_QUIET] = not most
        starts = [match.start for match in wishes if match.said >= _CLEAR]
        earliest = min(starts) if len(starts) > 1 else None
        for matches in groups:
            for order, match in enumerate(matches):
                row, said = self._row[match.topic], match.said
                told[row + _SCORE] = min(match.score, MOST_SCORE) / MOST_SCORE
                if order == 0:
                    told[row + _SCORE_FIRST] = True
                if said:
                    told[row + _SAID] = min(said, MOST_SAID) / MOST_SAID
                    told[row + _SAID_MOST] = said == most
                    told[row + _BEFORE_SAID] = told[row + _POINTED_SAID] = True
                    told[row + _SAID_EARLIEST] = match.start == earliest

    def _tell_before(self, signs: Signs, told: dict[int, float]) -> None:
        """That a topic is asked again, or its other form."""
        before = signs.conversation.topic
        if before is None or before not in self._row:
            return
        row = self._row[before]
        told[row + _AGAIN] = told[row + _AGAIN_MESSAGE] = True
        told[row + _AGAIN_BARE] = signs.bare
        told[row + _AGAIN_QUIET] = told[_BEFORE_QUIET]
        told[row + _AGAIN_SHORT] = signs.length <= _VERY_SHORT
        for other in self._forms_of[before]:
            told[other + _FORM_AGAIN] = True
