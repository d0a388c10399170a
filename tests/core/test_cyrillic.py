"""Messages in Cyrillic: put into Polish words, told apart, and answered with a line on top."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from bot.assistant import Assistant
from bot.cards import Card, Target
from bot.conversation import Conversation, Question
from bot.plain import plain_text
from bot.understanding.cyrillic import CyrillicReader
from handlers.telegram.rendering import card_html
from handlers.telegram.shortening import shorter_cards
from handlers.terminal import jsonl
from handlers.terminal.rendering import rendered_card
from knowledge.model import LANGUAGES, Cyrillic, EasternLanguage, Knowledge, Language

UKRAINIAN = "Відповідаю англійською: української я ще не знаю."
RUSSIAN = "Отвечаю по-английски: русского я пока не знаю."
LETTERS = {
    "both": {"а": "a", "к": "k", "л": "l", "о": "o", "с": "s", "т": "t", "е": "e", "р": "r"},
    "uk": {"и": "y", "і": "i"},
    "ru": {"и": "i", "ы": "y"},
}
ANY_LATIN = st.text(st.characters(exclude_characters="".join(map(chr, range(0x400, 0x530)))))
ANY_CYRILLIC = st.text(st.characters(min_codepoint=0x400, max_codepoint=0x52F) | st.characters())
OUR_WORDS = """
кластер кластери авіаційний як вступить до побачення 2014 у мене є пекарня Люблін скільки
the cluster контакт і э ы ї ? - сам самый больших ГЕРУН Święto
"""
NEAR_QUESTIONS = st.lists(st.sampled_from(OUR_WORDS.split()), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def reader(shipped: Knowledge) -> CyrillicReader:
    return CyrillicReader(shipped.cyrillic)


def of(*words: dict[str, object]) -> CyrillicReader:
    """A reader of a few words only."""
    return CyrillicReader(Cyrillic.model_validate({"letters": LETTERS, "words": words}))


def said(reader: CyrillicReader, text: str) -> str:
    return " ".join(reader.latin(text).text.split())


@given(text=ANY_LATIN)
@example(text="Klaster-Group.pl, S.A. 4RinEU 5G – Łódź é 😀 \ud800")
def test_text_without_cyrillic_letters_comes_back_as_it_was(
    reader: CyrillicReader, text: str
) -> None:
    assert (reader.latin(text).text, reader.latin(text).language) == (text, None)


@given(text=ANY_CYRILLIC | NEAR_QUESTIONS)
@example(text="ъ" * 50_000)
@example(text="кластер " * 5_000)
@example(text="и\u0306\u0301 ҈ ѝ Ӂ Ѹ")
def test_any_text_is_read(reader: CyrillicReader, text: str) -> None:
    assert reader.latin(text).language in (None, "uk", "ru")


@given(text=NEAR_QUESTIONS)
def test_any_message_is_answered(assistant: Assistant, today: date, text: str) -> None:
    reply = assistant.ask(Question(text, today))

    assert (reply.answer.card.notice != "") <= (reply.language == "en")


@pytest.mark.parametrize(
    ("text", "polish"),
    [
        ("Авіаційний", "lotniczy"),
        ("АВІАЦІЇ", "lotniczy"),
        ("авиационного", "lotniczy"),
        ("зв'язок", "kontakt"),
        ("зв’язок", "kontakt"),
        ("зв\u02bcязок", "kontakt"),
        ("звязок", "kontakt"),
        ("телефо\u0301н", "telefon"),
        (unicodedata.normalize("NFD", "який"), "jaki"),
        ("партнёр партнеры", "partner partner"),
        ("кластера кластеры кластерів", "klaster klastry klastry"),
        ("скільки коштує", "ile kosztować"),
        ("до побачення", "do widzenia"),
        ("у мене є пекарня", "mam piekarnia"),
        ("2014р. і 2015г", "2014 rok . i 2015 rok"),
        ("по-английски", "po angielsku"),
        ("кластер Lubelskie Jajko", "klaster Lubelskie Jajko"),
        ("Свідник, Фібрейн", "Świdnik , fibrejn"),
    ],
)
def test_words_in_their_forms(reader: CyrillicReader, text: str, polish: str) -> None:
    assert said(reader, text) == polish


def test_the_longest_phrase_wins_then_the_whole_word_then_the_longest_stem() -> None:
    reader = of(
        {"pl": "koral", "both": ["коса-"]},
        {"pl": "kosa", "both": ["коса"]},
        {"pl": "kosarka", "both": ["косарк-"]},
        {"pl": "rosa i kosa", "both": ["роса кос-"]},
    )

    assert said(reader, "косата коса косарка роса косата") == "koral kosa kosarka rosa i kosa"


def test_the_own_language_goes_first_and_the_other_one_helps() -> None:
    reader = of(
        {"pl": "las", "uk": ["лист"]}, {"pl": "rak", "ru": ["лист"]}, {"pl": "kos", "ru": ["кос"]}
    )

    assert said(reader, "лист і") == "las і"
    assert said(reader, "лист ы") == "rak ы"
    assert said(reader, "кос і") == "kos і"


def test_names_are_respelt_and_everyday_words_are_left_alone() -> None:
    reader = of()

    assert said(reader, "Скрилкі") == "skrylki"
    assert said(reader, "Скрилкы") == "skrilky"
    assert said(reader, "сказать") == "сказать"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Як вступити?", "uk"),
        ("її", "uk"),
        ("ґанок", "uk"),
        ("Который кластер самый большой, это ясно", "ru"),
        ("объём", "ru"),
        ("как вступить в кластер", "ru"),
        ("спасибо", "ru"),
        ("де телефон", "uk"),
        ("кластер", "uk"),
        ("hello", None),
        ("2019", None),
        ("what about Люблін", None),
        ("the кластер of aviation", None),
        ("контакт LPNT", "uk"),
        ("телефон 81 466 25 07", "uk"),
    ],
)
def test_the_language(reader: CyrillicReader, text: str, language: EasternLanguage | None) -> None:
    assert reader.latin(text).language == language


def test_every_polish_word_of_the_list_is_one_that_is_understood(
    assistant: Assistant, shipped: Knowledge, today: date
) -> None:
    """A phrase of the list, asked alone, leaves no word that the lexicon does not have."""
    vocabulary = assistant._understander.vocabulary
    lexicon = vocabulary.lexicon
    for entry in shipped.cyrillic.words:
        for word in vocabulary.reader.read(entry.pl).words:
            known = word.keys or word.text in lexicon.function_words or word.number
            assert known, f"{entry.pl}: {word.text}"


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("контакти авіаційного кластера", UKRAINIAN),
        ("контакты авиационного кластера", RUSSIAN),
        ("Привіт!", UKRAINIAN),
        ("какая погода?", RUSSIAN),
        ("телефон?", UKRAINIAN),
        ("kontakt do klastra lotniczego", ""),
        ("what is a cluster?", ""),
        ("what about Люблін?", ""),
    ],
)
def test_the_line_on_top(text: str, notice: str, assistant: Assistant, today: date) -> None:
    reply = assistant.ask(Question(text, today))

    assert reply.answer.card.notice == notice
    if notice:
        assert reply.language == "en"
        assert reply.conversation.language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_of_the_conversation_gives_way(
    language: Language, assistant: Assistant, today: date
) -> None:
    before = Conversation(language=language)

    reply = assistant.ask(Question("Що таке кластер?", today, before))

    assert (reply.language, reply.answer.card.notice) == ("en", UKRAINIAN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fixed_language_stays_and_needs_no_line(
    language: Language, assistant: Assistant, today: date
) -> None:
    reply = assistant.ask(Question("Що таке кластер?", today, language=language))

    assert (reply.language, reply.answer.card.notice) == (language, "")


def test_a_wish_for_polish_is_granted_without_the_line(assistant: Assistant, today: date) -> None:
    reply = assistant.ask(Question("по-польски, пожалуйста", today))

    assert (reply.language, reply.answer.card.notice) == ("pl", "")


def test_a_button_has_no_line(assistant: Assistant, today: date) -> None:
    before = assistant.ask(Question("авіаційний кластер", today)).conversation

    reply = assistant.open(Target("contact", "lotniczy"), before, today)

    assert (reply.language, reply.answer.card.notice) == ("en", "")


@pytest.fixture
def card(assistant: Assistant, today: date) -> Card:
    return assistant.ask(Question("контакти авіаційного кластера", today)).answer.card


def test_every_channel_shows_the_line_first(card: Card, assistant: Assistant, today: date) -> None:
    texts = assistant.texts
    console = Console(width=200)
    with console.capture() as capture:
        console.print(rendered_card(card, texts, "en"))
    question = Question("контакти авіаційного кластера", today)
    _, answer = jsonl.ask(assistant, question, "1")

    assert plain_text(card, texts, "en").startswith(f"{UKRAINIAN}\n{card.title}\n")
    assert card_html(card, texts, "en").startswith(f"<i>{UKRAINIAN}</i>\n\n<b>{card.title}</b>\n")
    assert capture.get().startswith(UKRAINIAN)
    assert answer["text"].startswith(UKRAINIAN)
    assert answer["lang"] == "en"


def test_however_short_a_card_gets_the_line_stays(card: Card) -> None:
    assert {shorter.notice for shorter in shorter_cards(card)} == {UKRAINIAN}
