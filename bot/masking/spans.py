"""Where personal data stands in a text, and what is put in its place."""

from dataclasses import dataclass

EMAIL, PHONE, LINK, USER, NAME = "e-mail", "telefon", "link", "użytkownik", "imię"
PESEL, NIP, REGON, CARD, ACCOUNT, NUMBER = "PESEL", "NIP", "REGON", "karta", "konto", "numer"
REST = "…"

PLACEHOLDERS = (EMAIL, PHONE, LINK, USER, NAME, PESEL, NIP, REGON, CARD, ACCOUNT, NUMBER, REST)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, and the placeholder for it."""

    start: int
    end: int
    name: str
