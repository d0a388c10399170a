"""The smallest sound knowledge, as an editor would write it, for tests that break one thing.

What the program itself counts on (topics, concepts, the phone of the city's team) is there too, in
the shortest form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.loader import PACKAGED
from knowledge.yaml_reader import read

BAKERS = "clusters/bakers.yaml"
WEAVERS = "clusters/weavers.yaml"
CITY_TEAM = "organisations/city-team.yaml"
TEAM = "organisations/zespol-ds-klastrow.yaml"
CONTACT = "topics/contact.yaml"
BENEFITS = "topics/benefits.yaml"
GREETING = "topics/greeting.yaml"
SOURCES = "sources.yaml"
LISTS = "lists.yaml"
SECTORS = "words/sectors.yaml"
CONCEPTS = "words/concepts.yaml"
CUES = "words/cues.yaml"
NEIGHBOURS = "words/neighbours.yaml"
FUNCTION_WORDS = "words/function-words.yaml"
CYRILLIC = "words/cyrillic.yaml"
EXAMPLES = "examples/contact.yaml"
OUTSIDE = "examples/none.yaml"
DIALOGUES = "dialogues/everyday.yaml"
CONCEPT_IDS = ("phone", "who")

FILES = {
    BAKERS: """\
id: bakers
name:
  pl: Klaster Piekarzy
  en: Bakers' Cluster
short:
  pl: klaster piekarzy
  en: bakers' cluster
names:
  - name: Piekarze Razem
    as_of: "2019"
    source: city-page
sectors: [food]
recognised_by:
  aliases:
    pl: [piekarze]
    en: [bakers]
  hints:
    pl: [bułka]
    en: [roll]
topics:
  contact:
    facts:
      - text:
          pl: Biuro klastra.
          en: The cluster's office.
        as_of: "2019-11-18"
        until: "2030-12-31"
        source: city-page
        value: 12
        companies: 10
        marks: [fee]
        phone: "+48 81 466 25 05"
        fax: "+48 81 466 25 06"
        email: biuro@example.pl
        address: ul. Chlebowa 1, Lublin
        url: https://example.pl/kontakt
      - text:
          pl: Drugie biuro.
          en: The second office.
        as_of: undated
        source: [city-page, minutes]
    contradictions:
      - pl: Źródła podają dwa biura.
        en: The sources give two offices.
    missing:
      - pl: Nie znamy godzin.
        en: We do not know the hours.
""",
    WEAVERS: """\
id: weavers
name:
  pl: Klaster Tkaczy
  en: Weavers' Cluster
short:
  pl: klaster tkaczy
  en: weavers' cluster
topics: {}
""",
    CITY_TEAM: """\
id: city-team
name:
  pl: Zespół miasta
  en: City team
short:
  pl: zespół miasta
  en: city team
topics: {}
""",
    TEAM: """\
id: zespol-ds-klastrow
name: {pl: Zespół ds. Klastrów, en: Cluster Team}
short: {pl: zespół ds. klastrów, en: cluster team}
topics:
  contact:
    facts:
      - text: {pl: Zespół., en: The team.}
        as_of: undated
        source: minutes
        phone: "+48 81 466 25 07"
""",
    CONTACT: """\
id: contact
scope: entity
title:
  pl: Kontakt
  en: Contact
question:
  pl: "Jak się skontaktować: {name}?"
  en: "How to contact the {name}?"
gap:
  pl: Nie znamy telefonu.
  en: We do not know the phone.
confirm_after_years: 2
follow_ups: [benefits, city-team/contact]
""",
    BENEFITS: """\
id: benefits
scope: general
title:
  pl: Korzyści
  en: Benefits
question:
  pl: Co daje klaster?
  en: What is a cluster good for?
follow_ups: [contact]
facts:
  - text:
      pl: Firmy uczą się od siebie.
      en: Firms learn from each other.
    as_of: undated
    source: city-page
""",
    GREETING: """\
id: greeting
scope: conversation
title:
  pl: Powitanie
  en: Greeting
question:
  pl: Dzień dobry
  en: Hello
reply:
  pl: Dzień dobry!
  en: Hello!
""",
    SOURCES: """\
sources:
  - id: city-page
    title:
      pl: Strona miasta
      en: The city's page
    publisher: Urząd Miasta
    kind: city
    date: undated
    address: https://example.pl/klastry/
  - id: minutes
    title:
      pl: Protokół
      en: Minutes
    publisher: Rada Miasta
    kind: minutes
    date: "2019-11-18"
""",
    LISTS: """\
reference:
  title:
    pl: lista z 2019 r.
    en: the list of 2019
  as_of: "2019"
  source: city-page
  clusters: [bakers, weavers]
later:
  title:
    pl: późniejsza lista
    en: a later list
  as_of: undated
  source: minutes
  clusters: [weavers]
differences:
  pl: Na późniejszej nie ma piekarzy.
  en: The later one is without the bakers.
""",
    SECTORS: """\
sectors:
  - id: food
    name:
      pl: żywność
      en: food
    words:
      pl: [spożywczy]
      en: [food]
""",
    CONCEPTS: """\
concepts:
  - {id: phone, weight: 1.5, pl: [telefon], en: [phone]}
  - {id: who, pl: [kto], en: [who]}
""",
    CUES: """\
cues:
  contact: [phone, who + phone]
""",
    NEIGHBOURS: """\
neighbours:
  - id: weather
    words:
      pl: [pogoda]
      en: [weather]
    beats_cluster: true
    door:
      pl: Pogodę podaje IMGW.
      en: IMGW tells the weather.
    entity: city-team
""",
    EXAMPLES: """\
id: contact
pl: ["jak się dodzwonić: {name}"]
en: ["who answers the phone of {name}"]
""",
    OUTSIDE: """\
id: none
pl: [jaka jutro pogoda]
en: [tell me a joke]
""",
    DIALOGUES: """\
id: everyday
dialogues:
  - - {say: numer do piekarzy, means: bakers contact}
    - {say: a pogoda?, means: none}
  - - {say: what do I gain, means: [benefits, none]}
""",
    FUNCTION_WORDS: """\
pl: [i, nie]
en: [the, no]
""",
    CYRILLIC: """\
letters:
  both: {а: a, к: k}
  uk: {и: y}
  ru: {и: i}
words:
  - {pl: telefon, both: [телефон-], uk: [зв'язок], ru: [мой номер-]}
  - {pl: kto, uk: [хто], ru: [кто]}
""",
}


@dataclass(frozen=True, slots=True)
class Base:
    """A knowledge folder that a test changes."""

    folder: Path

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, content: str | bytes) -> None:
        (self.folder / file).write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, file: str, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which has to stand there exactly once."""
        text = self.text(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def remove(self, file: str) -> None:
        (self.folder / file).unlink()


def small_base(folder: Path) -> Base:
    """Write the whole base into `folder`."""
    for file in all_files():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
    base = Base(folder)
    for file, text in all_files().items():
        base.write(file, text)
    return base


@cache
def all_files() -> Mapping[str, str]:
    """FILES and, in the shortest form, what else the program counts on."""
    topics = {f"topics/{id_}.yaml": _topic(id_, scope) for id_, scope in _packaged_topics()}
    concepts = (f"  - {{id: {id_}}}\n" for id_ in _packaged_concepts() if id_ not in CONCEPT_IDS)
    return {**topics, **FILES, CONCEPTS: FILES[CONCEPTS] + "".join(concepts)}


def _packaged_topics() -> tuple[tuple[str, str], ...]:
    topics = (read(path, path.name).data for path in sorted((PACKAGED / "topics").glob("*.yaml")))
    return tuple((str(t["id"]), str(t["scope"])) for t in topics if isinstance(t, dict))


def _packaged_concepts() -> tuple[str, ...]:
    data = read(PACKAGED / CONCEPTS, CONCEPTS).data
    entries = data["concepts"] if isinstance(data, dict) else ()
    return tuple(str(entry["id"]) for entry in entries if isinstance(entry, dict))


def _topic(id_: str, scope: str) -> str:
    text = "{pl: Zdanie., en: A sentence.}"
    question = "{pl: 'Co: {name}?', en: 'What: {name}?'}" if scope == "entity" else text
    needed = {
        "entity": f"gap: {text}",
        "general": f"facts: [{{text: {text}, as_of: undated, source: minutes}}]",
        "conversation": f"reply: {text}",
        "set": "",
    }[scope]
    return f"id: {id_}\nscope: {scope}\ntitle: {text}\nquestion: {question}\n{needed}\n"
