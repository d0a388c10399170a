"""The whole list goes page by page; what a condition keeps is shown at once."""

from datetime import date

import pytest

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Conversation, Question, Reply
from handlers.telegram.listing import ROWS, page_of
from knowledge.model import LANGUAGES, Language


def names(reply: Reply) -> list[str]:
    table = reply.answer.card.table
    return [row.cells[0] for row in table.rows] if table else []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", ["list", "count"])
def test_the_pages_together_are_the_whole_list(
    topic: str, language: Language, assistant: Assistant, today: date
) -> None:
    whole = assistant.open(Target(topic), Conversation(language=language), today)
    knowledge, texts = assistant.knowledge, assistant.texts
    pages = [page_of(whole, page, knowledge, texts) for page in range(1, 5)]

    assert [name for page in pages for name in names(page)] == names(whole)
    for number, page in enumerate(pages, 1):
        card = page.answer.card
        assert card.pages is not None
        assert (card.pages.target, card.pages.count) == (Target(topic, page=number), 4)
        assert len(card.follow_ups) == len(names(page)) <= ROWS
    assert page_of(whole, 9, knowledge, texts) == pages[0]


@pytest.mark.parametrize(
    "question",
    [
        "klastry od najstarszego do najmłodszego",
        "klastry założone po 2000 roku",
        "klastry założone po 2012 roku",
        "kontakt do klastra lotniczego",
    ],
)
def test_what_no_button_could_open_again_has_no_pages(
    question: str, assistant: Assistant, today: date
) -> None:
    reply = assistant.ask(Question(question, today))

    assert page_of(reply, 1, assistant.knowledge, assistant.texts) == reply
