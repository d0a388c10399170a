"""Contacts as an address book reads them."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.cards import Card, Contact, Line, Target
from bot.conversation import Conversation
from bot.texts import PACKAGED, Texts, load_texts
from handlers.telegram.saved_contacts import (
    LONGEST_NAME,
    LONGEST_VCARD,
    SavedContact,
    contact_to_save,
    saved,
    short_enough,
)
from knowledge.model import LANGUAGES
from tests.program import ROOT

WORDS = st.text(st.characters(exclude_categories=["C"]), min_size=1).filter(str.strip)
CONTACTS = st.builds(
    Contact,
    name=WORDS,
    phone=st.just("+48 81 466 25 05"),
    email=st.none() | st.just("biuro@example.pl"),
    address=st.none() | WORDS,
    date=st.just("") | WORDS,
    organisation=st.just("") | WORDS,
    website=st.none() | st.just("https://example.pl/a,b;c"),
)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(PACKAGED, ROOT / "handlers" / "telegram" / "texts")


def read(vcard: str) -> dict[str, str]:
    """The values of a vCard by their names, as its format says."""
    lines = vcard.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = vcard.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert (unfolded[0], unfolded[-1]) == ("BEGIN:VCARD", "END:VCARD")
    found = dict(line.split(":", 1) for line in unfolded)
    return {name.split(";")[0]: re.sub(r"\\(.)", r"\1", value) for name, value in found.items()}


@given(contact=CONTACTS)
def test_what_is_written_is_read(contact: Contact, texts: Texts) -> None:
    for language in LANGUAGES:
        written = saved(contact, texts, language)
        values = read(written.vcard)

        assert 1 <= len(written.first_name) <= LONGEST_NAME
        assert len(written.vcard.encode()) <= LONGEST_VCARD
        assert values["FN"] == " ".join(written.first_name.split())
        assert values["TEL"] == "+48814662505"
        assert values.get("EMAIL") == contact.email
        assert values.get("URL") == contact.website
        assert values.get("ORG", "") == " ".join(contact.organisation.split())


def test_a_contact_in_full(texts: Texts) -> None:
    contact = Contact(
        name="Anna Nowak, biuro (pon.–pt.)",
        phone="+48 81 466 25 05",
        email="biuro@example.pl",
        address="Rynek 1, Lublin",
        date="stan na 2019 r.",
        organisation="Klaster; Próbny",
        website="https://example.pl",
    )

    assert saved(contact, texts, "pl") == SavedContact(
        phone_number="+48 81 466 25 05",
        first_name="Anna Nowak, biuro (pon.–pt.)",
        vcard="\r\n".join(
            (
                "BEGIN:VCARD",
                "VERSION:3.0",
                "N:;Anna Nowak\\, biuro (pon.–pt.);;;",
                "FN:Anna Nowak\\, biuro (pon.–pt.)",
                "TEL;TYPE=WORK,VOICE:+48814662505",
                "ORG:Klaster\\; Próbny",
                "EMAIL;TYPE=INTERNET,WORK:biuro@example.pl",
                "URL:https://example.pl",
                "ADR;TYPE=WORK:;;Rynek 1\\, Lublin;;;;",
                "NOTE;LANGUAGE=pl:Dane kontaktowe (stan na 2019 r.)\\, warto je potwierdzić.",
                "END:VCARD",
                "",
            )
        ),
    )


def test_a_note_that_is_too_long_is_left_out(texts: Texts) -> None:
    contact = Contact("A " * 2000, "+48 81 466 25 05")

    assert "NOTE" not in read(saved(contact, texts, "en").vcard)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Anna Nowak", "Anna Nowak"),
        (f"Anna Nowak, {'urząd ' * 12}", "Anna Nowak"),
        (f"Biuro (w {'dawnym ' * 10})", "Biuro"),
        ("słowo " * 20, "słowo słowo słowo słowo słowo słowo słowo słowo słowo słowo…"),
        ("x" * 70, "x" * 63 + "…"),
    ],
)
def test_a_long_name_ends_at_a_pause(name: str, short: str) -> None:
    assert short_enough(name) == short


def test_a_sentence_gives_way_to_the_name_of_the_office() -> None:
    sentence = "You can ask the team of the city office " * 2

    assert short_enough(sentence, "City Office") == "City Office"
    cut = short_enough(sentence, "x" * 65)
    assert len(cut) <= LONGEST_NAME
    assert sentence.startswith(cut.removesuffix("…") + " ")


def test_a_number_given_in_general_is_that_of_its_office(assistant: Assistant) -> None:
    target, conversation = Target("contact-general"), Conversation(language="pl")
    reply = assistant.open(target, conversation, date(2026, 1, 1))

    contact = contact_to_save(reply.answer.card)

    assert contact is not None
    office = assistant.knowledge.organisations["wydzial-strategii"]
    assert contact.organisation == office.name.pl
    assert contact.phone in {fact.phone for fact in office.section("contact").facts}


def test_without_a_phone_there_is_nothing_to_save() -> None:
    by_mail = Contact("Office", email="a@b.pl")
    by_phone = Contact("Team", "+48 81 1")
    card = Card("Title", (Line("Answer"),), contacts=(by_phone,), main_contact=by_mail)

    assert contact_to_save(card) == by_phone
    assert contact_to_save(Card("Title", (Line("Answer"),), main_contact=by_mail)) is None


def test_an_organisation_is_named_only_with_its_own_contact(assistant: Assistant) -> None:
    team = assistant.knowledge.organisations["zespol-ds-klastrow"].name.pl
    clusters = assistant.knowledge.clusters.values()
    gaps = [cluster for cluster in clusters if not cluster.section("contact").facts]
    assert gaps
    for cluster in gaps:
        target, conversation = Target("contact", cluster.id), Conversation(language="pl")
        reply = assistant.open(target, conversation, date(2026, 1, 1))
        contact = contact_to_save(reply.answer.card)
        assert contact is not None
        assert contact.organisation == team
