"""What the loader takes, but an inspection warns of."""

from tests.knowledge.rule import Rule
from tests.knowledge.small_base import (
    BAKERS,
    BENEFITS,
    CONTACT,
    EXAMPLES,
    SOURCES,
    WEAVERS,
)

TEXT = "pl: Biuro klastra.\n          en: The cluster's office."
AS_OF = 'as_of: "2019-11-18"'
PHONE = 'phone: "+48 81 466 25 05"'
WEAVERS_TOPICS = "topics: {}"
OVERVIEW = "  overview: {{facts: [{{text: {{pl: Tkacze., en: Weavers.}}, {}}}]}}\n"
UNDATED = "as_of: undated, source: minutes"


def section(topic: str, *facts: str, more: str = "") -> str:
    """A file's end: what is known of one topic, beside an overview."""
    listed = "".join(f"      - {{{fact}, source: minutes}}\n" for fact in facts)
    overview = OVERVIEW.format(UNDATED)
    return f"topics:\n{overview}  {topic}:\n    facts:\n{listed}{more}"


def figure(value: int, as_of: str, said: int | None = None) -> str:
    number = value if said is None else said
    text = f"{{pl: Liczba {number}., en: The number {number}.}}"
    return f'text: {text}, as_of: "{as_of}", value: {value}'


DIFFER = "    contradictions: [{pl: różnie, en: differently}]\n"

RULES = (
    Rule(
        "numbers that differ",
        BAKERS,
        TEXT,
        "pl: Biuro ma 2 pokoje.\n          en: The office has two rooms.",
        "pl: Biuro ma 2 pokoje.\n          en: The office has 3 rooms.",
        "text:\n          pl: Biuro ma",
        "numbers-differ",
        "the numbers in Polish and English differ (only in Polish: 2; only in English: 3)",
    ),
    Rule(
        "text that was copied",
        BAKERS,
        TEXT,
        "pl: Biuro.\n          en: Office.",
        "pl: Biuro.\n          en: Biuro.",
        "text:\n          pl: Biuro.",
        "not-translated",
        "the Polish and the English text are the same",
    ),
    Rule(
        "text in the other language",
        BAKERS,
        TEXT,
        "pl: Biuro i sklep of the year.\n          en: The office jest.",
        "pl: Biuro klastra.\n          en: Biuro jest otwarte oraz ciepłe.",
        "en: Biuro",
        "other-language",
        "this text looks as if it were in the other language",
    ),
    Rule(
        "fact of the future",
        BAKERS,
        AS_OF,
        'as_of: "2025-12"',
        'as_of: "2026-01"',
        'as_of: "2026-01"',
        "date-in-future",
        "the date 2026-01 has not come yet",
    ),
    Rule(
        "source of the future",
        SOURCES,
        'date: "2019-11-18"',
        'date: "2025"',
        'date: "2091-11-18"',
        'date: "2091',
        "date-in-future",
        "the date 2091-11-18 has not come yet",
    ),
    Rule(
        "name of the future",
        BAKERS,
        'as_of: "2019"\n',
        'as_of: "2025"\n',
        'as_of: "2026"\n',
        'as_of: "2026"\n',
        "date-in-future",
        "the date 2026 has not come yet",
    ),
    Rule(
        "term that ended before it began",
        BAKERS,
        'until: "2030-12-31"',
        'until: "2019"',
        'until: "2018-12-31"',
        "until:",
        "until-before-as-of",
        "the term 2018-12-31 is before the date of the fact, 2019-11-18",
    ),
    Rule(
        "year with a digit too many",
        WEAVERS,
        WEAVERS_TOPICS,
        section("founded", figure(2014, "2019")),
        section("founded", figure(20144, "2019")),
        "value: 20144",
        "odd-year",
        "20144 is an unlikely year of foundation",
    ),
    Rule(
        "value that the sentence does not give",
        WEAVERS,
        WEAVERS_TOPICS,
        section("members", figure(1200, "2019", said=1200)),
        section("members", figure(25, "2019", said=26)),
        "value: 25",
        "value-not-in-text",
        "the number 25 of 'value' is not in the sentence",
    ),
    Rule(
        "phone in a sentence",
        BAKERS,
        TEXT,
        "pl: Biuro w pokoju 466.\n          en: The office in room 466.",
        "pl: Biuro.\n          en: Office at 81 466 25 05.",
        "en: Office",
        "contact-in-text",
        "the sentence has '81 466 25 05' in it",
    ),
    Rule(
        "phone that nobody has",
        BAKERS,
        PHONE,
        'phone: "+48 22 100 20 30"',
        'phone: "+48 08 466 25 05"',
        "phone:",
        "odd-phone",
        "nobody is given a number such as +48 084662505",
    ),
    Rule(
        "sentence twice",
        BAKERS,
        "pl: Drugie biuro.\n          en: The second office.",
        "pl: Inne biuro.\n          en: Another office.",
        "pl: Biuro klastra.\n          en: An office.",
        "text:\n          pl: Biuro klastra.\n          en: An",
        "repeated-fact",
        "the same sentence stands twice in this topic",
    ),
    Rule(
        "years that nobody explains",
        WEAVERS,
        WEAVERS_TOPICS,
        section("founded", figure(2014, "2019"), figure(2015, "2018"), more=DIFFER),
        section("founded", figure(2014, "2019"), figure(2015, "2018")),
        "founded:",
        "contradiction-not-marked",
        "the sources give different numbers (2014, 2015), and 'contradictions' does not tell",
    ),
    Rule(
        "numbers of one year that nobody explains",
        WEAVERS,
        WEAVERS_TOPICS,
        section("members", figure(25, "2019"), figure(27, "2018")),
        section("members", figure(25, "2019"), figure(27, "2019")),
        "members:",
        "contradiction-not-marked",
        "the sources give different numbers (25, 27), and 'contradictions' does not tell",
    ),
    Rule(
        "history before the answer",
        WEAVERS,
        WEAVERS_TOPICS,
        section("members", figure(25, "2019-11"), figure(27, "2019")),
        section("members", figure(25, "2018"), figure(27, "2019")),
        "{text: {pl: Liczba 25",
        "newest-not-first",
        "the first fact is of 2018, a newer one of 2019 stands behind it",
    ),
    Rule(
        "nothing said of what it is",
        WEAVERS,
        WEAVERS_TOPICS,
        "topics:\n" + OVERVIEW.format(UNDATED),
        WEAVERS_TOPICS + "\n",
        "topics:",
        "no-overview",
        "nothing says what 'weavers' is: there are no facts under overview",
    ),
    Rule(
        "no aliases",
        BAKERS,
        "    en: [bakers]\n",
        "    en: [baker]\n",
        "",
        "aliases:",
        "no-aliases",
        "'bakers' has no aliases in 'en'",
    ),
    Rule(
        "source of nothing",
        SOURCES,
        "sources:\n",
        "sources:\n",
        "sources:\n  - {id: note, title: {pl: A, en: B}, publisher: C, kind: eu, date: '2019'}\n",
        "id: note",
        "unused-source",
        "nothing refers to the source 'note'",
    ),
    Rule(
        "question that no button holds",
        BENEFITS,
        "pl: Co daje klaster?",
        "pl: Co daje klaster i komu?",
        f"pl: {'Co daje klaster? ' * 4}",
        "pl: Co daje",
        "long-question",
        "the question has 67 characters, a button has room for 60",
    ),
    Rule(
        "alias of two",
        WEAVERS,
        WEAVERS_TOPICS,
        "recognised_by: {aliases: {pl: [tkacze]}}\ntopics: {}",
        "recognised_by: {aliases: {pl: [Piekarze]}}\ntopics: {}",
        "Piekarze",
        "shared-alias",
        "'Piekarze' is a name of 'bakers' as well",
    ),
    Rule(
        "example twice",
        EXAMPLES,
        'en: ["who answers',
        'en: ["phone of {name}", "who answers',
        'en: ["Who answers the phone of {name}", "who answers',
        '"who answers',
        "repeated-phrase",
        "'who answers the phone of {name}' stands twice in this list",
    ),
    Rule(
        "place for something else",
        EXAMPLES,
        "phone of {name}",
        "phone of {name}",
        "phone of {nmae}",
        '"who answers',
        "odd-placeholder",
        "'who answers the phone of {nmae}' has braces that are not {name}",
    ),
    Rule(
        "place of a template",
        CONTACT,
        "pl: Nie znamy telefonu.",
        "pl: Nie znamy numeru. UZUPEŁNIJ może miasto.",
        "pl: 'UZUPEŁNIJ: zdanie'",
        "pl: 'UZUP",
        "fill-in",
        "this place of the template waits for its text",
    ),
)
