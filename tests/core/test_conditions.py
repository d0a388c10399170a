"""Years, sizes, superlatives and ranks, in both languages, against the figures of the list."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pytest

from bot.answering.wording import capital
from bot.assistant import Assistant
from bot.conversation import Found, Question
from knowledge.model import LANGUAGES, Knowledge, Language, Mark
from tests.taxonomy import CLUSTERS_OF_2019


@dataclass(frozen=True)
class Row:
    """What the list says of one cluster."""

    id: str
    year: int
    members: int | None
    sectors: tuple[str, ...]
    marks: frozenset[Mark]


Rows = tuple[Row, ...]
Ids = tuple[str, ...]


@pytest.fixture(scope="module")
def rows(shipped: Knowledge) -> Rows:
    """The reference list in its own order, read straight from the facts."""
    source = shipped.lists.reference.source

    def values(id_: str, topic: str) -> list[int]:
        facts = shipped.clusters[id_].section(topic).facts
        return [fact.value for fact in facts if fact.value is not None and source in fact.source]

    return tuple(
        Row(
            id_,
            values(id_, "founded")[0],
            next(iter(values(id_, "members")), None),
            shipped.clusters[id_].sectors,
            frozenset(
                mark
                for section in shipped.clusters[id_].topics.values()
                for fact in section.facts
                for mark in fact.marks
            ),
        )
        for id_ in shipped.lists.reference.clusters
    )


def ids(rows: Iterable[Row]) -> Ids:
    return tuple(row.id for row in rows)


def years(fits: Callable[[int], bool]) -> Callable[[Rows], Ids]:
    return lambda rows: ids(row for row in rows if fits(row.year))


def sizes(fits: Callable[[int], bool]) -> Callable[[Rows], Ids]:
    return lambda rows: ids(r for r in rows if r.members is not None and fits(r.members))


def marked(mark: Mark) -> Callable[[Rows], Ids]:
    return lambda rows: ids(row for row in rows if mark in row.marks)


def level(value: Callable[[Row], int | None]) -> Callable[[Rows], Ids]:
    """Those that share a figure with another."""

    def kept(rows: Rows) -> Ids:
        values = [value(row) for row in rows if value(row) is not None]
        return ids(row for row in rows if values.count(value(row)) > 1)

    return kept


def in_sector(sector: str) -> Callable[[Rows], Ids]:
    return lambda rows: ids(row for row in rows if sector in row.sectors)


def by_year(rows: Rows) -> list[Row]:
    return sorted(rows, key=lambda row: row.year)


def by_size(rows: Rows) -> list[Row]:
    return sorted((r for r in rows if r.members is not None), key=lambda row: row.members or 0)


def oldest(rows: Rows) -> Ids:
    return ids(row for row in rows if row.year == by_year(rows)[0].year)


def newest(rows: Rows) -> Ids:
    return ids(row for row in rows if row.year == by_year(rows)[-1].year)


def biggest(count: int) -> Callable[[Rows], Ids]:
    return lambda rows: ids(reversed(by_size(rows)[-count:]))


def smallest(rows: Rows) -> Ids:
    return ids(by_size(rows)[:1])


def place_in_size(place: int) -> Callable[[Rows], Ids]:
    return lambda rows: ids([by_size(rows)[-place]])


def everything(rows: Rows) -> Ids:
    return ids(rows)


def beside(
    other: str, fits: Callable[[Row, Row], bool], *, sized: bool = False
) -> Callable[[Rows], Ids]:
    """Those that fit beside another cluster, which is none of them."""

    def kept(rows: Rows) -> Ids:
        one = next(row for row in rows if row.id == other)
        among = (row for row in rows if row.id != other and (row.members is not None or not sized))
        return ids(row for row in among if fits(row, one))

    return kept


def outside(sector: str) -> Callable[[Rows], Ids]:
    return lambda rows: ids(row for row in rows if sector not in row.sectors)


def older(row: Row, other: Row) -> bool:
    return row.year < other.year


def newer(row: Row, other: Row) -> bool:
    return row.year > other.year


def as_old(row: Row, other: Row) -> bool:
    return row.year == other.year


def bigger(row: Row, other: Row) -> bool:
    return (row.members or 0) > (other.members or 0)


def smaller(row: Row, other: Row) -> bool:
    return (row.members or 0) < (other.members or 0)


LISTS: list[tuple[str, Callable[[Rows], Ids]]] = [
    ("Które klastry powstały w 2008 roku?", years(lambda y: y == 2008)),
    ("Which clusters were founded in 2008?", years(lambda y: y == 2008)),
    ("klastry założone w 2015", years(lambda y: y == 2015)),
    ("Jakie klastry powstały po 2012 roku?", years(lambda y: y > 2012)),
    ("Which clusters were set up after 2012?", years(lambda y: y > 2012)),
    ("Które klastry powstały przed 2009 rokiem?", years(lambda y: y < 2009)),
    ("Show me clusters founded before 2009", years(lambda y: y < 2009)),
    ("Wymień klastry powstałe w latach 2010–2013", years(lambda y: 2010 <= y <= 2013)),
    ("clusters founded between 2010 and 2013", years(lambda y: 2010 <= y <= 2013)),
    ("klastry założone między 2007 a 2009 rokiem", years(lambda y: 2007 <= y <= 2009)),
    ("Które klastry działają od 2014 roku?", years(lambda y: y >= 2014)),
    ("clusters founded since 2014", years(lambda y: y >= 2014)),
    ("Które klastry powstały w 1999 roku?", years(lambda y: y == 1999)),
    ("Które klastry mają ponad 60 członków?", sizes(lambda n: n > 60)),
    ("Which clusters have more than 60 members?", sizes(lambda n: n > 60)),
    ("Które klastry mają co najmniej 65 członków?", sizes(lambda n: n >= 65)),
    ("Clusters with at least 65 members", sizes(lambda n: n >= 65)),
    ("Jakie klastry mają mniej niż 18 członków?", sizes(lambda n: n < 18)),
    ("Which clusters have fewer than 18 members?", sizes(lambda n: n < 18)),
    ("Które klastry mają najwyżej 16 członków?", sizes(lambda n: n <= 16)),
    ("clusters with at most 16 members", sizes(lambda n: n <= 16)),
    ("Które klastry mają ponad 500 członków?", sizes(lambda n: n > 500)),
    ("Które klastry założono z inicjatywy miasta?", marked("city-initiative")),
    ("Which clusters were started by the city?", marked("city-initiative")),
    ("W których klastrach płaci się składki?", marked("fee")),
    ("Which clusters charge a fee?", marked("fee")),
    ("Które klastry mają status Krajowego Klastra Kluczowego?", marked("key-cluster")),
    ("Which clusters have National Key Cluster status?", marked("key-cluster")),
    ("Jakie są klastry z branży spożywczej?", in_sector("food")),
    ("Which clusters work in the food sector?", in_sector("food")),
    ("klastry informatyczne", in_sector("ict")),
    ("Which clusters work in ICT?", in_sector("ict")),
    ("Pokaż wszystkie klastry", everything),
    ("List all clusters", everything),
    ("Które klastry są starsze niż lotniczy?", beside("lotniczy", older)),
    ("Which clusters are newer than the design one?", beside("design-innowacje-moda", newer)),
    ("klastry większe od biotechnologicznego", beside("biotechnologiczny", bigger, sized=True)),
    ("clusters smaller than photonics", beside("fotonika-i-swiatlowody", smaller, sized=True)),
    ("Which clusters are as old as the medical one?", beside("lubelska-medycyna", as_old)),
    ("Które klastry nie powstały w latach 2010-2013?", years(lambda y: not 2010 <= y <= 2013)),
    ("clusters founded in the 2000s", years(lambda y: 2000 <= y <= 2009)),
    ("all clusters except the wood one", outside("wood")),
    ("wich clusters have more then 60 members", sizes(lambda m: m > 60)),
    ("clusters with >60 members", sizes(lambda m: m > 60)),
    ("pomiń wszystkie klastry sprzed 2011", years(lambda y: y >= 2011)),
    ("leave out the clusters with fewer than 30 members", sizes(lambda n: n >= 30)),
    ("drop the clusters that came after 2012", years(lambda y: y <= 2012)),
    ("odrzuć klastry od 2010 roku", years(lambda y: y < 2010)),
    ("klastry, które ruszyły w '11", years(lambda y: y == 2011)),
    ("clusters that emerged in '07", years(lambda y: y == 2007)),
    ("klastry z siódmego roku", years(lambda y: y == 2007)),
    ("klastry średniej wielkości", sizes(lambda n: 20 <= n <= 50)),
    ("mid-sized clusters", sizes(lambda n: 20 <= n <= 50)),
    ("Które klastry mają tyle samo członków?", level(lambda row: row.members)),
    ("Which clusters began in the same year?", level(lambda row: row.year)),
    ("Które klastry zawdzięczamy ratuszowi?", marked("city-initiative")),
]

ORDERS: list[tuple[str, Callable[[Rows], Ids]]] = [
    ("Który klaster jest najstarszy?", oldest),
    ("Which cluster is the oldest?", oldest),
    ("Najmłodszy klaster w Lublinie", newest),
    ("the newest cluster", newest),
    ("Jaki jest największy klaster?", biggest(1)),
    ("What is the biggest cluster?", biggest(1)),
    ("Który klaster jest najmniejszy?", smallest),
    ("Which cluster is the smallest?", smallest),
    ("Który klaster ma najwięcej członków?", biggest(1)),
    ("Which cluster has the most members?", biggest(1)),
    ("Pokaż 3 największe klastry", biggest(3)),
    ("Wymień pięć największych klastrów", biggest(5)),
    ("top 3 biggest clusters", biggest(3)),
    ("the five largest clusters", biggest(5)),
    ("Drugi największy klaster", place_in_size(2)),
    ("Which cluster is the second biggest?", place_in_size(2)),
    ("Który klaster jest trzeci co do wielkości?", place_in_size(3)),
    ("the third largest cluster", place_in_size(3)),
    ("Komu należy się srebrny medal za wielkość?", place_in_size(2)),
    ("bronze medal by number of members", place_in_size(3)),
    ("trzej giganci", biggest(3)),
    ("the three giants", biggest(3)),
]

COUNTS: list[tuple[str, Callable[[Rows], Ids]]] = [
    ("Ile jest klastrów w Lublinie?", everything),
    ("How many clusters are there in Lublin?", everything),
    ("Ile klastrów powstało po 2012 roku?", years(lambda y: y > 2012)),
    ("How many clusters were founded before 2009?", years(lambda y: y < 2009)),
    ("Ile klastrów ma ponad 60 członków?", sizes(lambda n: n > 60)),
    ("How many clusters have more than 60 members?", sizes(lambda n: n > 60)),
    ("Ile klastrów jest w branży spożywczej?", in_sector("food")),
    ("How many food clusters are there?", in_sector("food")),
]


def found(text: str, assistant: Assistant, today: date) -> Found:
    answer = assistant.ask(Question(text, today)).answer
    assert isinstance(answer, Found), f"{type(answer).__name__}: {answer.card.lines[0].text}"
    return answer


@pytest.mark.parametrize(("question", "expected"), LISTS, ids=[text for text, _ in LISTS])
def test_a_list_holds_what_fits_and_nothing_else(
    question: str,
    expected: Callable[[Rows], Ids],
    rows: Rows,
    assistant: Assistant,
    today: date,
) -> None:
    answer = found(question, assistant, today)

    assert (answer.topic, set(answer.set)) == ("list", set(expected(rows)))


@pytest.mark.parametrize(("question", "expected"), ORDERS, ids=[text for text, _ in ORDERS])
def test_an_order_holds_the_first_ones(
    question: str,
    expected: Callable[[Rows], Ids],
    rows: Rows,
    assistant: Assistant,
    today: date,
) -> None:
    answer = found(question, assistant, today)

    assert (answer.topic, answer.set) == ("list", expected(rows))


@pytest.mark.parametrize(("question", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_a_count_says_the_number_in_its_first_line(
    question: str,
    expected: Callable[[Rows], Ids],
    rows: Rows,
    assistant: Assistant,
    today: date,
) -> None:
    answer = found(question, assistant, today)

    assert (answer.topic, set(answer.set)) == ("count", set(expected(rows)))
    assert str(len(expected(rows))) in re.findall(r"\d+", answer.card.lines[0].text)


@pytest.mark.parametrize("question", [text for text, _ in (*LISTS, *ORDERS, *COUNTS)])
def test_the_table_shows_the_set_with_its_figures(
    question: str, rows: Rows, assistant: Assistant, today: date
) -> None:
    answer = found(question, assistant, today)

    shown = {row.entity: row.cells for row in answer.card.table.rows} if answer.card.table else {}
    assert tuple(shown) == answer.set
    for row in rows:
        if row.id in shown:
            members = "–" if row.members is None else str(row.members)
            assert shown[row.id][1:3] == (str(row.year), members)


OTHER = "lotniczy"
COMPARISONS: dict[Language, str] = {"pl": "Porównaj: {} i {}", "en": "Compare the {} and the {}"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cluster", [id_ for id_ in CLUSTERS_OF_2019 if id_ != OTHER])
def test_any_two_clusters_are_compared(
    cluster: str, language: Language, rows: Rows, assistant: Assistant, today: date
) -> None:
    clusters = assistant.knowledge.clusters
    names = [clusters[id_].short.in_(language) for id_ in (cluster, OTHER)]

    answer = found(COMPARISONS[language].format(*names), assistant, today)

    assert (answer.topic, set(answer.set)) == ("compare", {cluster, OTHER})
    assert answer.card.table is not None
    shown = answer.card.table.rows
    label = assistant.texts.say("compare.founded", language)
    year = next(row for row in shown if row.cells[0] == label)
    founded = {row.id: str(row.year) for row in rows}
    assert year.cells[1:] == tuple(founded[id_] for id_ in answer.set)
    assert answer.card.table.header[1:] == tuple(
        capital(clusters[id_].short.in_(language)) for id_ in answer.set
    )
