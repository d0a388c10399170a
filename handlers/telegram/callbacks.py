"""What a button carries: a versioned line of ids within Telegram's 64 bytes.

A button says in which language to answer, so it works after a restart as well, and for ever:
kinds are added, never changed. "1:o:en:lotniczy/contact/2" sends page 2 of a topic, "1:p:…" puts
it in place of the message, "1:v:…" sends its contact to be saved, "1:m:…" its place on a map.
"1:c:en:esta/lotniczy" compares two. "1:l:en:lotniczy/contact/2" chooses English and shows the page
again, "1:l:en:" does so with the welcome. "1:f:en:" deletes all that is kept of the person who
presses, "1:k:en:" keeps it. "1:g:en:h/lotniczy" draws a chart of one cluster.
"""

import re
from dataclasses import dataclass

from bot.cards import Picture, PictureKind, Target
from knowledge.model import LANGUAGES, Language

LIMIT = 64
"""Telegram's limit in bytes; its library does not check it."""

_VERSION = "1"
_LANGUAGES: dict[str, Language] = {language: language for language in LANGUAGES}
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PAIR = re.compile(rf"(?P<entity>{_ID})/(?P<other>{_ID})", re.ASCII)
_TARGET = re.compile(rf"(?P<entity>{_ID})?/(?P<topic>{_ID})/(?P<page>[1-9]\d{{0,3}})", re.ASCII)
_KINDS: dict[PictureKind, str] = {
    "members": "m",
    "founded": "f",
    "history": "h",
    "comparison": "c",
}
_OF_LETTER = {letter: kind for kind, letter in _KINDS.items()}
_PICTURE = re.compile(rf"(?P<kind>[{''.join(_OF_LETTER)}])(?P<entities>(?:/{_ID})*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Open:
    """Answer with what the target names."""

    target: Target
    language: Language


@dataclass(frozen=True, slots=True)
class Turn:
    """Show what the target names in place of the message that the button is under."""

    target: Target
    language: Language


@dataclass(frozen=True, slots=True)
class SaveContact:
    """Send the contact of the target's card, ready for an address book."""

    target: Target
    language: Language


@dataclass(frozen=True, slots=True)
class ShowPlace:
    """Send the place of the target's card as Telegram shows it on a map."""

    target: Target
    language: Language


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Speak this language from now on and show `target` again in it; None is the welcome."""

    language: Language
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete all that is kept of the person who presses, or leave it after all."""

    language: Language
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Draw:
    """Show a chart."""

    picture: Picture
    language: Language


Press = Open | Turn | SaveContact | ShowPlace | ChooseLanguage | Forget | Draw

FORGET = re.compile(rf"{_VERSION}:[fk]:")
"""How the data of the buttons begins that `Forget` makes."""

DRAW = re.compile(rf"{_VERSION}:g:")
"""The same of `Draw`."""


def encode(press: Press) -> str:
    """The data of a button.

    Raises:
        ValueError: when the ids are too long for a button, or compare in another way.
    """
    match press:
        case Open(Target("compare", str() as entity, 1, str() as other), language):
            data = f"{_VERSION}:c:{language}:{entity}/{other}"
        case Open(target, language):
            data = f"{_VERSION}:o:{language}:{_path(target)}"
        case Turn(target, language):
            data = f"{_VERSION}:p:{language}:{_path(target)}"
        case SaveContact(target, language):
            data = f"{_VERSION}:v:{language}:{_path(target)}"
        case ShowPlace(target, language):
            data = f"{_VERSION}:m:{language}:{_path(target)}"
        case ChooseLanguage(language, target):
            data = f"{_VERSION}:l:{language}:{_path(target) if target else ''}"
        case Draw(Picture(kind, entities), language):
            data = f"{_VERSION}:g:{language}:{'/'.join((_KINDS[kind], *entities))}"
        case Forget(language, is_sure):
            data = f"{_VERSION}:{'f' if is_sure else 'k'}:{language}:"
    if len(data.encode()) > LIMIT:
        raise ValueError(f"'{data}' is longer than the {LIMIT} bytes of a button")
    return data


def decode(data: str) -> Press | None:
    """What a button meant; None for data of another version or of somebody else."""
    version, kind, code, path = [*data.split(":", 3), "", "", ""][:4]
    language = _LANGUAGES.get(code)
    if version != _VERSION or language is None:
        return None
    if kind == "c":
        pair = _PAIR.fullmatch(path)
        return (
            Open(Target("compare", pair["entity"], other=pair["other"]), language)
            if pair
            else None
        )
    target = _target(path)
    match kind, target:
        case "o", Target():
            return Open(target, language)
        case "p", Target():
            return Turn(target, language)
        case "v", Target():
            return SaveContact(target, language)
        case "m", Target():
            return ShowPlace(target, language)
        case "l", _ if target or not path:
            return ChooseLanguage(language, target)
        case "f" | "k", _ if not path:
            return Forget(language, is_sure=kind == "f")
        case "g", _ if found := _PICTURE.fullmatch(path):
            entities = tuple(found["entities"].split("/")[1:])
            return Draw(Picture(_OF_LETTER[found["kind"]], entities), language)
        case _:
            return None


def _path(target: Target) -> str:
    if target.other:
        raise ValueError(f"{target} has no place on this button")
    return f"{target.entity or ''}/{target.topic}/{target.page}"


def _target(path: str) -> Target | None:
    found = _TARGET.fullmatch(path)
    return found and Target(found["topic"], found["entity"], int(found["page"]))
