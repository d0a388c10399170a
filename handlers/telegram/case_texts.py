"""The messages and buttons of a case: to the person who asked, and to the team."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.store.cases import OPEN_FOR_DAYS, Case
from bot.texts import Texts
from handlers.telegram.callbacks import LIMIT
from handlers.telegram.sending import Outgoing
from knowledge.model import LANGUAGES, Language

CASE = re.compile(
    rf"1:c:(?P<language>{'|'.join(LANGUAGES)}):(?P<action>ask|yes|no|show|close):(?P<number>\d{{1,18}})"
)
"""The data of these buttons; the number is that of a reply for "yes", else of a case."""

Buttons = list[InlineKeyboardButton]

_IN_A_ROW = 5
_LONGEST_IN_LIST = 90
"""So much of a question stands in the list of the team."""


def offer_row(texts: Texts, language: Language) -> Buttons:
    """The button under a reply that knows no answer."""
    return [_button(texts, language, "ask", 0)]


@dataclass(frozen=True)
class CaseTexts:
    """Wordings with the words of people in them, as they are sent."""

    texts: Texts

    def say(self, key: str, language: Language, **values: object) -> str:
        """A line about cases."""
        return self.texts.say(f"telegram.case_{key}", language, **values)

    def note(self, key: str, language: Language, **values: object) -> Outgoing:
        """A line about cases as a message."""
        return _message(self.say(key, language, **values))

    def consent(self, question: str, language: Language, reply_id: int) -> Outgoing:
        """What becomes of a question that is passed on, and whether that is wanted."""
        text = self.say("consent", language, days=self._days(language))
        title = self.say("consent_title", language)
        buttons = [[_button(self.texts, language, name, reply_id)] for name in ("yes", "no")]
        return _message(text, title, question, buttons)

    def passed_on(self, case: Case, language: Language) -> Outgoing:
        """To the person: it is with the team now."""
        text = self.say("passed_on", language, number=case.id, days=self._days(language))
        return _message(text, buttons=self._close(case, language))

    def to_team(self, case: Case, language: Language) -> Outgoing:
        """To the team: the question, and how to answer it."""
        title = self.say("question_title", language, number=case.id)
        return self._quoting("question", title, case.question, case, language)

    def further(self, case: Case, text: str, language: Language) -> Outgoing:
        """To the team: what the person wrote back."""
        title = self.say("further_title", language, number=case.id)
        return self._quoting("question", title, text, case, language)

    def colleague(self, case: Case, text: str, language: Language) -> Outgoing:
        """To the others of the team: one of them has answered."""
        title = self.say("colleague_title", language, number=case.id)
        return self._quoting("colleague", title, text, case, language)

    def to_person(self, case: Case, text: str, language: Language) -> Outgoing:
        """To the person: what the team answers."""
        title = self.say("answer_title", language, number=case.id)
        return self._quoting("answer", title, text, case, language)

    def listed(self, cases: Sequence[Case], language: Language) -> Outgoing:
        """To the team: what is open."""
        if not cases:
            return self.note("none", language)
        lines = [
            self.say(
                "line" if one.answered_at is None else "line_answered",
                language,
                number=one.id,
                day=self.texts.day(_day(one.opened_at), language),
                question=_clipped(one.question),
            )
            for one in cases
        ]
        buttons = [
            InlineKeyboardButton(str(one.id), callback_data=_data(language, "show", one.id))
            for one in cases
        ]
        rows = [buttons[at : at + _IN_A_ROW] for at in range(0, len(buttons), _IN_A_ROW)]
        title = self.say("list_title", language)
        return _message("\n".join([*lines, "", self.say("list", language)]), title, buttons=rows)

    def _quoting(
        self, key: str, title: str, quoted: str, case: Case, language: Language
    ) -> Outgoing:
        return _message(self.say(key, language), title, quoted, self._close(case, language))

    def _close(self, case: Case, language: Language) -> list[Buttons]:
        return [[_button(self.texts, language, "close", case.id)]]

    def _days(self, language: Language) -> str:
        return self.texts.say("telegram.days", language, count=OPEN_FOR_DAYS)


def _message(
    text: str, title: str = "", quoted: str = "", buttons: Sequence[Buttons] = ()
) -> Outgoing:
    blocks = [
        f"<b>{_safe(title)}</b>" if title else "",
        f"<blockquote>{_safe(quoted)}</blockquote>" if quoted else "",
        _safe(text),
    ]
    return Outgoing(
        html="\n\n".join(filter(None, blocks)),
        plain="\n\n".join(filter(None, (title, quoted, text))),
        keyboard=InlineKeyboardMarkup(buttons) if buttons else None,
    )


def _button(texts: Texts, language: Language, action: str, number: int) -> InlineKeyboardButton:
    label = texts.say(f"telegram.case_{action}_button", language)
    return InlineKeyboardButton(label, callback_data=_data(language, action, number))


def _data(language: Language, action: str, number: int) -> str:
    data = f"1:c:{language}:{action}:{number}"
    assert len(data) <= LIMIT
    return data


def _day(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_IN_LIST else f"{line[:_LONGEST_IN_LIST].rstrip()}…"


def _safe(text: str) -> str:
    return escape(text, quote=False)
