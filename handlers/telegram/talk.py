"""The conversation with each chat: which language, what was said before, what comes back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from bot.assistant import Assistant
from bot.cards import Contact, Target
from bot.conversation import Conversation, Question, Reply, continued
from handlers.telegram.answered import AllAnswered, Answered, before, with_answer
from handlers.telegram.callbacks import ChooseLanguage, Open, SaveContact, ShowPlace, Turn
from handlers.telegram.chats import Chat, Chats
from handlers.telegram.pickers import picked_from
from handlers.telegram.places import place_of_card
from handlers.telegram.saved_contacts import SavedContact, contact_to_save, saved
from knowledge.model import Language

LONGEST_QUESTION = 1000
_DEFAULT_LANGUAGE: Language = "pl"


@dataclass(frozen=True)
class Talk:
    """Questions and presses in, replies out; each reply is remembered in `chats`.

    `current` gives the assistant of the version that is live. `hint` is the language of the
    person's Telegram, for chats that have none yet.
    """

    current: Callable[[], Assistant]
    today: Callable[[], date]
    chats: Chats = field(default_factory=Chats)

    @property
    def assistant(self) -> Assistant:
        """The assistant now; a later question may have another one."""
        return self.current()

    def language(self, chat_id: int, hint: Language | None) -> Language:
        """The language to speak before anything is understood."""
        chat = self.chats.get(chat_id)
        return chat.fixed_language or chat.conversation.language or hint or _DEFAULT_LANGUAGE

    def language_of(self, text: str, chat_id: int, hint: Language | None) -> Language:
        """The language to answer a text in that is too long to be a question."""
        return self._ask(text[:LONGEST_QUESTION], chat_id, hint).language

    def question(
        self,
        text: str,
        chat_id: int,
        hint: Language | None,
        language: Language | None = None,
        about: Conversation | None = None,
    ) -> Reply:
        """Answer what a person wrote, in `language` where the words do not tell theirs.

        `about` is what it goes on from, if not the last answer.
        """
        return self._remembered(self._ask(text, chat_id, hint, language, about), chat_id)

    def edited(
        self,
        text: str,
        chat_id: int,
        hint: Language | None,
        language: Language | None,
        answered: Answered,
    ) -> Reply:
        """Answer a question that reads otherwise now, as if it had been asked so then.

        The talk goes on from there only where nothing came after it.
        """
        known = self.chats.get(chat_id).answered
        reply = self._ask(text, chat_id, hint, language, before(known, answered))
        return self._remembered(reply, chat_id) if answered == known[-1] else reply

    def sent(self, chat_id: int, reply: Reply, answer: int, question: int | None = None) -> None:
        """Remember which message the reply became, and which message it answers."""
        chat = self.chats.get(chat_id)
        one = Answered.of(answer, question, reply.conversation)
        self.chats.put(chat_id, replace(chat, answered=with_answer(chat.answered, one)))

    def answered(self, chat_id: int) -> AllAnswered:
        """The newest answers of a chat."""
        return self.chats.get(chat_id).answered

    def welcome(self, chat_id: int, hint: Language | None) -> Reply:
        """The first words; what was talked about before is over."""
        return self._remembered(self.assistant.welcome(self.language(chat_id, hint)), chat_id)

    def open(self, target: Target, chat_id: int, hint: Language | None) -> Reply:
        """Answer with what the target names."""
        conversation = self._conversation(self.chats.get(chat_id), hint)
        return self._remembered(self._opened(target, conversation), chat_id)

    def press(self, press: Open | Turn | ChooseLanguage, chat_id: int) -> Reply:
        """Answer a button, in the language it stood in unless another one is fixed."""
        chat = self.chats.get(chat_id)
        match press:
            case Open(target, language) | Turn(target, language):
                conversation = replace(chat.conversation, language=language)
                self.chats.put(chat_id, replace(chat, conversation=conversation))
                return self.open(target, chat_id, language)
            case ChooseLanguage(language, target):
                self.chats.put(chat_id, replace(chat, fixed_language=language))
                if target is None:
                    return self.welcome(chat_id, language)
                return self.open(target, chat_id, language)

    def contact(self, press: SaveContact, chat_id: int) -> SavedContact | None:
        """The contact of a card, to be saved; None where it has none (any more)."""
        language = self.chats.get(chat_id).fixed_language or press.language
        conversation = Conversation(language=language)
        reply = self.assistant.open(press.target, conversation, self.today())
        contact = contact_to_save(reply.answer.card)
        return saved(contact, self.assistant.texts, language) if contact else None

    def place(self, press: ShowPlace, chat_id: int) -> Contact | None:
        """Whose place a card names; None where its coordinates are not known (any more)."""
        language = self.chats.get(chat_id).fixed_language or press.language
        conversation = Conversation(language=language)
        reply = self.assistant.open(press.target, conversation, self.today())
        place = place_of_card(reply.answer.card)
        return place if place and place.coordinates else None

    def _opened(self, target: Target, conversation: Conversation) -> Reply:
        language = conversation.language or _DEFAULT_LANGUAGE
        knowledge, texts = self.assistant.knowledge, self.assistant.texts
        asked_back = picked_from(target, knowledge, texts, language)
        if asked_back is None:
            return self.assistant.open(target, conversation, self.today())
        return Reply(asked_back, language, continued(conversation, asked_back, language))

    def _ask(
        self,
        text: str,
        chat_id: int,
        hint: Language | None,
        language: Language | None = None,
        about: Conversation | None = None,
    ) -> Reply:
        chat = self.chats.get(chat_id)
        conversation = self._conversation(chat, hint)
        if about is not None:
            conversation = replace(about, language=conversation.language)
        fixed = language or chat.fixed_language
        if fixed is None and _is_one_word(text):
            fixed = chat.conversation.language  # one foreign word does not change the language
        question = Question(text, self.today(), conversation, fixed)
        return self.assistant.ask(question)

    def _conversation(self, chat: Chat, hint: Language | None) -> Conversation:
        language = chat.fixed_language or chat.conversation.language or hint
        return replace(chat.conversation, language=language)

    def _remembered(self, reply: Reply, chat_id: int) -> Reply:
        chat = self.chats.get(chat_id)
        self.chats.put(chat_id, replace(chat, conversation=reply.conversation))
        return reply


def _is_one_word(text: str) -> bool:
    return len(text.split()) == 1
