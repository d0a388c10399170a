"""What is shown while a person types behind the bot's name in any chat."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache

from bot.answering.figures import ReferenceList
from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Choose, Conversation, Found, NotFound, Question, Reply
from bot.understanding.conditions import Condition
from bot.understanding.normalise import words
from handlers.telegram.deep_links import target_of
from knowledge.model import Entity, Language

_FIELD = {"pl": "klaster {text}", "en": "{text} cluster"}
"""Whoever searches here means clusters, but seldom says so."""

Shown = Target | Reply
"""A card by what it is about, or where it has no name, as in a list over conditions, itself."""


class InlineSearch:
    """Looks for cards; it goes by the words alone, since in another chat nothing was said before.

    `language` below is the person's; one word does not change it, nor anything if it `is_fixed`.
    """

    def __init__(self, assistant: Assistant) -> None:
        knowledge = assistant.knowledge
        self.assistant = assistant
        largest = ReferenceList(knowledge).select(Condition(order="biggest")).ranking
        self.biggest = tuple(Target("overview", id_) for id_ in largest)
        self._names = {id_: frozenset(_names_of(one)) for id_, one in knowledge.entities.items()}

    def search(
        self, text: str, language: Language, today: date, *, is_fixed: bool
    ) -> tuple[Language, tuple[Shown, ...]]:
        """The cards that fit, the best first, and the language to show them in."""
        named = target_of(text, self.assistant.knowledge)
        if named is not None and self.is_card(named, today):
            return language, self._around(named, language, today)
        stays = is_fixed or len(text.split()) < 2
        spoken = language if stays else None
        conversation = Conversation(language=language)
        reply = self.assistant.ask(Question(text, today, conversation, spoken))
        language = reply.language
        if isinstance(reply.answer, NotFound):
            within = _FIELD[language].format(text=text)
            reply = self.assistant.ask(Question(within, today, conversation, language))
        match reply.answer:
            case Found(entity, topic, _, shown) if not shown:
                return language, self._around(Target(topic, entity), language, today)
            case Found(_, _, _, shown):
                return language, (reply, *(Target("overview", id_) for id_ in shown))
            case Choose(_, choices):
                return language, choices
            case _:
                return language, tuple(self._called(text))

    def card(self, target: Target, language: Language, today: date) -> Reply:
        """The card of a target."""
        return self.assistant.open(target, Conversation(language=language), today)

    def is_card(self, target: Target, today: date) -> bool:
        """Whether there is something to send: not a further page, nor a question back."""
        is_first = target.page == 1 and target.other is None
        return is_first and isinstance(self.card(target, "pl", today).answer, Found)

    def _around(self, target: Target, language: Language, today: date) -> tuple[Target, ...]:
        """A card, and what else may be asked of its entity or beside its topic."""
        knowledge = self.assistant.knowledge
        if target.entity is None:
            card = self.card(target, language, today).answer.card
            leading_on = dict.fromkeys((target, *(one.target for one in card.follow_ups)))
            return tuple(one for one in leading_on if self.is_card(one, today))
        of_entity = [topic.id for topic in knowledge.topics.values() if topic.scope == "entity"]
        others = (Target(topic, target.entity) for topic in of_entity)
        return tuple(dict.fromkeys((target, *others)))

    def _called(self, text: str) -> Iterator[Target]:
        """The entities whose names begin like the words that have been typed so far."""
        typed = words(text)
        fits = {id_: _fit(typed, names) for id_, names in self._names.items()}
        best = max(fits.values(), default=0)
        if best:
            yield from (Target("overview", id_) for id_, fit in fits.items() if fit == best)


def _fit(typed: Iterable[str], names: frozenset[str]) -> int:
    """How many of the words begin one of the names."""
    return sum(any(name.startswith(word) for name in names) for word in typed)


def _names_of(entity: Entity) -> Iterator[str]:
    for name in (entity.name, entity.short):
        yield from words(name.pl)
        yield from words(name.en)
    aliases = entity.recognised_by.aliases
    for phrase in (*aliases.pl, *aliases.en):
        yield from words(phrase)


def search_of(assistant: Callable[[], Assistant]) -> Callable[[], InlineSearch]:
    """The search of the version that is live; made once for each version."""
    made = lru_cache(1)(InlineSearch)
    return lambda: made(assistant())
