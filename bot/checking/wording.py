"""What the knowledge lacks and what changed in it, in plain words."""

from bot.texts import Texts
from knowledge.changes import Change, Said
from knowledge.completeness import Medal, Point
from knowledge.model import Knowledge, Language, Text


def medal_in_words(medal: Medal | None, texts: Texts, language: Language) -> str:
    """A medal by its name, or that there is none."""
    return texts.say(f"completeness.medal_{medal or 'none'}", language)


def point_in_words(point: Point, knowledge: Knowledge, texts: Texts, language: Language) -> str:
    """What is missing: a few words of ours, else the title of the topic."""
    key = f"completeness.{point}"
    if key in texts.wordings[language]:
        return texts.say(key, language)
    title = knowledge.topics[point].title.in_(language)
    return title[:1].lower() + title[1:]


def change_in_words(
    change: Change, old: Knowledge, new: Knowledge, texts: Texts, language: Language
) -> str:
    """One line: "Lubelska Medycyna, contact, phone: “81 …” → “81 …”"."""
    where = [
        texts.say(
            f"changes.owner_{change.owner}", language, name=_name(change, old, new, language)
        )
    ]
    if change.topic:
        topics = {**old.topics, **new.topics}
        titled = topics.get(change.topic)
        where.append(titled.title.in_(language) if titled else change.topic)
    where += _field(change.field, texts, language)
    before, after = _said(change.before, language), _said(change.after, language)
    kind: str = change.kind
    if kind == "changed" and not before:
        kind = "written"
    if kind == "changed" and not after:
        kind = "deleted"
    if not (change.field or change.topic or change.owner == "words"):
        kind = f"entry_{kind}"
    place = ", ".join(where)
    return texts.say(f"changes.{kind}", language, where=place, before=before, after=after)


def _name(change: Change, old: Knowledge, new: Knowledge, language: Language) -> str:
    for knowledge in (new, old):
        if change.owner in ("cluster", "organisation") and change.id in knowledge.entities:
            return knowledge.entities[change.id].name.in_(language)
        if change.owner == "topic" and change.id in knowledge.topics:
            return knowledge.topics[change.id].title.in_(language)
    return change.id


def _field(field: str, texts: Texts, language: Language) -> list[str]:
    """The words for "text.pl": the field, and its language; without words of ours its own name."""
    said: list[str] = []
    for part in field.split(".") if field else ():
        keys = (f"changes.field_{part}", f"changes.in_{part}")
        known = [key for key in keys if key in texts.wordings[language]]
        if known:
            said.append(texts.say(known[0], language))
        elif part != "recognised_by":
            said.append(part)
    return said


def _said(said: Said, language: Language) -> str:
    return said.in_(language) if isinstance(said, Text) else said
