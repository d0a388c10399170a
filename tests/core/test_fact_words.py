"""What the facts say of an entity leads to it, without a word in its hints."""

from collections.abc import Collection
from datetime import date

import pytest

from bot.assistant import Assistant
from bot.conversation import Choose, Found, NotFound, Question
from bot.texts import Texts
from bot.understanding.fact_words import FactName, collect_fact_words
from bot.understanding.morphology import Morphology
from knowledge.model import Cluster, Fact, Knowledge, RecognisedBy, Section, Text, WordLists

POTTERS, TANNERS = "potters", "tanners"


def fact(pl: str, en: str, address: str | None = None) -> Fact:
    text = Text(pl=pl, en=en)
    return Fact(text=text, as_of="2020", source=("city-table-2019",), address=address)


def cluster(id_: str, pl: str, en: str, *hints: str, **topics: Collection[Fact]) -> Cluster:
    return Cluster(
        id=id_,
        name=Text(pl=pl, en=en),
        short=Text(pl=pl, en=en),
        recognised_by=RecognisedBy(hints=WordLists(pl=hints, en=hints)),
        topics={topic: Section(facts=tuple(facts)) for topic, facts in topics.items()},
    )


def changed(knowledge: Knowledge, **parts: object) -> Knowledge:
    """The knowledge with other parts, and with what it derives from them."""
    own = {name: getattr(knowledge, name) for name in Knowledge.model_fields}
    return Knowledge.model_validate({**own, **parts})


@pytest.fixture(scope="module")
def workshop(shipped: Knowledge) -> Knowledge:
    """The shipped knowledge with two more clusters, of which little but facts tells."""
    potters = cluster(
        POTTERS,
        "Klaster Garncarzy",
        "Potters' Cluster",
        coordinator=[
            fact(
                "W 2020 r. klastrem kierował Zenobi Kwapniewski razem z Bożydarą Śliwkowską.",
                "In 2020 Zenobi Kwapniewski ran the cluster together with Bożydara Śliwkowska.",
            ),
            fact("Radę prowadził Gustaw Brzdęczek.", "Gustaw Brzdęczek led the council."),
        ],
        contact=[fact("Biuro klastra.", "The cluster's office.", "ul. Kaflarska 17, Lublin")],
        members=[
            fact(
                "Należą do niego Glinopol i Wazonex; gościem bywała gmina Mykanów.",
                "Its members are Glinopol and Wazonex; the commune of Mykanów was a guest.",
            )
        ],
        activities=[
            fact(
                "W projekcie CeraNova ze Skórpolem dmuchano szkliwo na plenerze.",
                "In the CeraNova project with Skórpol they blew glaze in the open air.",
            ),
            fact("Minister Roch Kowalewski otworzył targi.", "Minister Roch Kowalewski opened."),
        ],
    )
    tanners = cluster(
        TANNERS,
        "Klaster Garbarzy",
        "Tanners' Cluster",
        "Skórpol",
        members=[fact("Należy do niego Wazonex.", "Its member is Wazonex.")],
        activities=[fact("Był tam Zenobi Kwapniewski.", "Zenobi Kwapniewski was there.")],
    )
    clusters = {**shipped.clusters, POTTERS: potters, TANNERS: tanners}
    return changed(shipped, clusters=clusters)


@pytest.fixture(scope="module")
def names(workshop: Knowledge, morphology: Morphology) -> dict[str, FactName]:
    collected = collect_fact_words(workshop, morphology, {"pl": {}, "en": {}}).names
    return {" ".join(name.words): name for name in collected}


@pytest.fixture(scope="module")
def taught(
    workshop: Knowledge, texts: Texts, morphology: Morphology, assistant: Assistant
) -> Assistant:
    """It goes by what was learned from the shipped knowledge."""
    return Assistant(workshop, texts, morphology, assistant.learned)


@pytest.fixture(scope="module")
def texts(assistant: Assistant) -> Texts:
    return assistant.texts


def asked(text: str, assistant: Assistant, today: date) -> Found:
    answer = assistant.ask(Question(text, today)).answer
    assert isinstance(answer, Found), f"{type(answer).__name__}: {answer.card.lines[0].text}"
    return answer


@pytest.mark.parametrize(
    "name",
    [
        "Zenobi Kwapniewski",
        "Kwapniewski",
        "Śliwkowska",
        "Brzdęczek",
        "Glinopol",
        "CeraNova",
        "Kaflarska 17",
    ],
)
def test_a_name_belongs_to_the_entity_whose_facts_have_it(
    name: str, names: dict[str, FactName]
) -> None:
    assert names[name].owners == {POTTERS}
    assert names[name].unmistakable


def test_a_name_in_two_lists_of_members_belongs_to_both(names: dict[str, FactName]) -> None:
    assert names["Wazonex"].owners == {POTTERS, TANNERS}


def test_a_guest_of_an_event_is_not_the_name_of_its_host(names: dict[str, FactName]) -> None:
    assert not names["Roch Kowalewski"].unmistakable


def test_a_first_name_alone_is_nobodys_name(names: dict[str, FactName]) -> None:
    assert not any(name.unmistakable for key, name in names.items() if key == "Gustaw")


def test_words_at_the_start_of_a_sentence_are_no_names(names: dict[str, FactName]) -> None:
    assert names.keys().isdisjoint({"Należą", "Biuro", "Radę", "Its", "W"})


def test_names_said_in_general_are_nobodys(
    workshop: Knowledge, names: dict[str, FactName], morphology: Morphology
) -> None:
    general = workshop.topics["benefits"]
    said = general.model_copy(
        update={"facts": (*general.facts, fact("O tym mówi Glinopol.", "Glinopol tells of it."))}
    )
    topics = {**workshop.topics, "benefits": said}
    collected = collect_fact_words(
        changed(workshop, topics=topics), morphology, {"pl": {}, "en": {}}
    )

    assert "Glinopol" in names
    assert all("Glinopol" not in name.words for name in collected.names)


@pytest.mark.parametrize(
    "question",
    [
        "telefon do Kwapniewskiego",
        "telefon do tych od Śliwkowskiej",
        "kto kieruje klastrem z Brzdęczkiem",
        "jak dołączyć do klastra pana Brzdęczka",
        "adres klastra razem z Glinopolem",
        "na czym polegała CeraNova",
        "czyj adres to Kaflarska 17",
        "phone of the people of Kwapniewski",
        "what was CeraNova about",
        "how to join the cluster of Glinopol",
        "the cluster where they blew glaze",
    ],
)
def test_everything_in_the_facts_leads_to_the_entity(
    question: str, taught: Assistant, today: date
) -> None:
    assert asked(question, taught, today).entity == POTTERS


def test_a_name_of_several_asks_back(taught: Assistant, today: date) -> None:
    answer = taught.ask(Question("klaster Wazonex", today)).answer

    assert isinstance(answer, Choose)
    assert {choice.entity for choice in answer.choices} == {POTTERS, TANNERS}


def test_other_words_decide_between_the_owners_of_a_name(taught: Assistant, today: date) -> None:
    assert asked("kontakt do klastra garbarzy z Wazonexem", taught, today).entity == TANNERS


@pytest.mark.parametrize("text", ["szkliwo", "glaze", "Gustaw", "open air", "Mykanów pogoda"])
def test_an_everyday_word_of_the_facts_is_no_question(
    text: str, taught: Assistant, today: date
) -> None:
    assert isinstance(taught.ask(Question(text, today)).answer, NotFound)


def test_the_hint_of_an_editor_goes_before_facts(taught: Assistant, today: date) -> None:
    assert asked("telefon do Skórpolu", taught, today).entity == TANNERS
