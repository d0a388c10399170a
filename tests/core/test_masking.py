import json
import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.masking import masked
from tests.program import ROOT

QUESTIONS = sorted((ROOT / "tests" / "questions").glob("*.jsonl"))
MASKED = [
    ("napisz na jan.kowalski+x@firma.example.pl.", "napisz na [e-mail]"),
    ("jan (at) firma.pl", "[e-mail]"),
    ("jan małpa firma kropka pl", "[e-mail]"),
    ("tel. 600123456", "tel. [telefon]"),
    ("tel. 600 123 456, pilne", "tel. [telefon], pilne"),
    ("600-123-456", "[telefon]"),
    ("81 466 25 05", "[telefon]"),
    ("(81) 466-25-05", "[telefon]"),
    ("+48 81 466 25 05 albo +380 67 123 45 67", "[telefon] albo [telefon]"),
    ("0048600123456", "[telefon]"),
    ("fax 531 85 48", "fax [telefon]"),
    ("6 0 0 1 2 3 4 5 6", "[telefon]"),
    ("od 2013-2015 pod 600 123 456", "od 2013-2015 pod [telefon]"),
    ("PESEL 44051401458", "PESEL [PESEL]"),
    ("440514 01458", "[PESEL]"),
    ("NIP 712-10-10-100", "NIP [NIP]"),
    ("NIP: 7121010100", "NIP: [NIP]"),
    ("712 101 01 00", "[NIP]"),
    ("REGON 123456785", "REGON [REGON]"),
    ("regon: 123 456 785", "regon: [REGON]"),
    ("karta 4111 1111 1111 1111", "karta [karta]"),
    ("4111-1111-1111-1111", "[karta]"),
    ("4111111111111111", "[karta]"),
    ("3782 822463 10005", "[karta]"),
    ("61 1090 1014 0000 0712 1981 2874", "[konto]"),
    ("61109010140000071219812874", "[konto]"),
    ("na PL61 1090 1014 0000 0712 1981 2874 proszę", "na [konto] proszę"),
    ("GB82 WEST 1234 5698 7654 32 please", "[konto] please"),
    ("nazywam się Jan Kowalski i szukam klastra", "nazywam się [imię] i szukam klastra"),
    ("nazywam sie jan kowalski i szukam", "nazywam sie [imię] i szukam"),
    ("NAZYWAM SIE JAN KOWALSKI I SZUKAM", "NAZYWAM SIE [imię] I SZUKAM"),
    ("mam na imie ola prosze o kontakt", "mam na imie [imię] prosze o kontakt"),
    ("mam na imię Róża", "mam na imię [imię]"),
    ("nazywam się dr inż. Jan Maria Nowak-Kot", "nazywam się dr inż. [imię]"),
    ("Jestem Jan Kowalski z Lublina", "Jestem [imię] z Lublina"),
    ("jestem ania, studentka", "jestem [imię], studentka"),
    ("Jestem Anią, z Piotrem", "Jestem [imię], z Piotrem"),
    ("Jestem Zbysława Przybysz-Kot z Chełma", "Jestem [imię] z Chełma"),
    ("z tej strony Anna Nowak, dzień dobry", "z tej strony [imię], dzień dobry"),
    ("to ja, Baltazar Gąbka, mam pytanie", "to ja, [imię], mam pytanie"),
    ("pisze Anna Nowak z Lublina", "pisze [imię] z Lublina"),
    ("Z poważaniem,\nAnna Nowak", "Z poważaniem,\n[imię]"),
    ("my name is Oluwaseun Adeyemi, hello", "my name is [imię], hello"),
    ("i am john smith from london", "i am [imię] from london"),
    ("I'm Mark and I'm looking", "I'm [imię] and I'm looking"),
    ("im mark", "im [imię]"),
    ("меня зовут Иван Петров, ищу кластер", "меня зовут [imię], ищу кластер"),
    ("меня зовут иван подскажите", "меня зовут [imię] подскажите"),
    ("мене звати Олена Шевченко", "мене звати [imię]"),
    ("мене звати олексій", "мене звати [imię]"),
    ("pisz do @jan_kowalski", "pisz do [użytkownik]"),
    ("https://jan:tajne@host.pl/x tu", "[link] tu"),
    ("https://facebook.com/jan.kowalski", "[link]"),
    ("www.linkedin.com/in/jan-k", "[link]"),
    ("t.me/janek", "[link]"),
    ("Jan: jan@x.pl, 600 123 456, @janek_k", "Jan: [e-mail], [telefon], [użytkownik]"),
]
KEPT = [
    "klastry z lat 2013-2015",
    "2012 2013 2014 2015",
    "od 12.03.2019 do 2019-11-18 10:30",
    "150 000 000 zł",
    "1 234 567 890 zł",
    "€ 120 500 300",
    "139 członków, w tym 103 firmy",
    "120 345 678 people",
    "od 50 do 100 członków",
    "ponad 1 000 000 mieszkańców",
    "ul. Gałczyńskiej 4/12, 20-400 Lublin",
    "jestem studentem UMCS",
    "jestem z Lublina",
    "jestem tapicerem z Bełżyc",
    "Jestem Prezesem Spółki",
    "Jestem Polką",
    "i am looking for practice",
    "I am Polish Entrepreneur",
    "I'm interested in aviation",
    "i am urban planner",
    "I am frank with you",
    "my name is on the list",
    "z tej strony firma budowlana",
    "I am Eastern ICT Cluster member",
    "jak nazywa się klaster lotniczy",
    "pozdrawiam serdecznie",
    "https://lublin.eu/klastry/?id=12",
    "[telefon] [e-mail]",
    "",
    "🙂",
]
HOSTILE = [
    *("1", "1 ", "(", "+1-", "12-", "81 466 25 05 ", "(1", "+", "12/34 ", "GB82 WEST 1234 "),
    *("A1 ", "1 234 567 ", "000 ", "2 2222 ", "4111 ", "1.", "zł 1 ", "+48", "pl61"),
    *("a@", "@a", "@", "@abcd ", "a.", "a@b ", "a+b@", "a@b+c@d ", "http://", "http://a@"),
    *("t.me/a ", "małpa ", "a małpa b kropka ", "a (at) b.", "[e-mail]", "[", "]"),
    *("jestem ", "jestem jan ", "nazywam się ", "z tej strony ", "x-", "i'm ", "я ", "dr "),
    *("jestem Xq Xw ", "mam na imię a-", " ", "\n", "’a", "ﷺ", "٣", "²"),
]
LONGEST = 4000
SECONDS = 1.5
"""Ten times what the slowest takes; one that grows with the square takes far longer."""

PIECES = st.sampled_from([text for text, _ in MASKED] + KEPT + HOSTILE)
TEXTS = st.text(max_size=200) | st.lists(
    PIECES | st.text(max_size=4) | st.from_regex(r"[0-9 +()./-]{1,20}", fullmatch=True),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_personal_data_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_other_text_stays(text: str) -> None:
    assert masked(text) == text


def test_the_bot_may_be_named() -> None:
    text = "@LublinClustersBot https://t.me/lublinclustersbot?start=x @LublinClustersBot2"

    assert masked(text, "LublinClustersBot") == text.replace("@LublinClustersBot2", "[użytkownik]")
    assert "LublinClustersBot" not in masked(text)


def test_hardly_any_question_loses_a_word() -> None:
    lines = [line for file in QUESTIONS for line in file.read_text("utf-8").splitlines()]
    texts = [json.loads(line)["q"] for line in lines]

    changed = [text for text in texts if masked(text) != text]

    assert len(texts) > 1000
    assert [
        text
        for text in changed
        if not re.search(r"\d{3}|@|tu [A-Z]|strony|nazywam się|My name is", text)
    ] == []


@pytest.mark.parametrize("before", ["jestem z {}", "I am {}", "mam na imię Ola, {}", "tu {}"])
def test_names_of_clusters_stay(before: str, assistant: Assistant) -> None:
    for entity in assistant.knowledge.entities.values():
        for name in (entity.name.pl, entity.name.en):
            assert name in masked(before.format(name))


@given(TEXTS)
@settings(max_examples=500)
def test_masking_again_changes_nothing(text: str) -> None:
    once = masked(text)

    assert masked(once) == once


@given(TEXTS)
@settings(max_examples=500)
def test_no_long_number_is_left_and_the_length_is_bounded(text: str) -> None:
    found = masked(text)

    assert not re.search(r"\d{9}", found)
    assert len(found) <= 3 * len(text) + 20


@given(st.text(max_size=30), st.text(max_size=30), st.from_regex(r"\d{9,30}", fullmatch=True))
def test_a_long_number_is_found_anywhere(before: str, after: str, number: str) -> None:
    assert number not in masked(before + number + after)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    masked("jestem Zbysława Przybysz")  # the frequent words are read
    text = (piece * LONGEST)[:LONGEST]

    start = process_time()
    masked(text)

    assert process_time() - start < SECONDS
