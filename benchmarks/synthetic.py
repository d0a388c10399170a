"""Knowledge bases of any size with invented clusters, and questions about them.

Names, hints and facts have the shape of real ones in both languages. Every base begins with the
same clusters. Topics, concepts, sources and organisations are those that ship, so the
first invented clusters bear the ids that these refer to.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Literal

from knowledge.loader import PACKAGED

Kind = Literal["named", "inflected", "misspelt", "unknown"]
KINDS: tuple[Kind, ...] = ("named", "inflected", "misspelt", "unknown")
QUESTIONS_OF_A_KIND = 60

_SOURCE = "city-table-2019"
_ONSETS = "b br c d dr f g gr h j k kl kr l m n p pl pr r s st sz t tr w z zd"
_VOWELS = "aaeeioouy"
_BRANDS = "ex ol mar tech pol bud ix an met rom ter wit"
_PLACES = "ów in owice sko no ec anka"
_SURNAMES = "ski cki ak czyk ewicz uk"
_STRANGE = "wka rzyk ning"
_FIRST_NAMES = ("Anna", "Piotr", "Maria", "Jan", "Ewa", "Tomasz", "Zofia", "Adam")
_TRADES = (
    ("meblarski", "furniture", "mebel na wymiar", "custom furniture"),
    ("odzieżowy", "clothing", "koszula", "shirt"),
    ("ceramiczny", "ceramics", "kafel", "tile"),
    ("mleczarski", "dairy", "twaróg", "cottage cheese"),
    ("poligraficzny", "printing", "druk ulotek", "leaflet printing"),
    ("szklarski", "glass", "szyba", "window pane"),
    ("zielarski", "herbal", "zioło", "herb"),
    ("pszczelarski", "beekeeping", "miód", "honey"),
    ("kosmetyczny", "cosmetics", "krem do rąk", "hand cream"),
    ("browarniczy", "brewing", "piwo rzemieślnicze", "craft beer"),
    ("opakowaniowy", "packaging", "karton", "cardboard box"),
    ("rowerowy", "bicycle", "rama rowerowa", "bicycle frame"),
)
_SECTORS = ("food", "wood", "ict", "metal", "energy")

_NAMED = ("kontakt do klastra {}", "how to join the {} cluster?", "kto prowadzi {}?")
_INFLECTED = ("telefon do {}u", "jak dołączyć do klastra {}u?", "kto współpracuje z {}em?")
_UNKNOWN = ("gdzie kupić {} i {}?", "how do I repair my {} with a {}?", "ile waży {} {}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one kind, and the cluster it is about, if any."""

    kind: Kind
    text: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class _Invented:
    """The words of one cluster."""

    id: str
    brand: str
    place: str
    firms: tuple[str, str]
    person: str
    trade: tuple[str, str, str, str]


def write_base(folder: Path, size: int) -> None:
    """A sound knowledge folder with this many clusters."""
    kept = shutil.ignore_patterns("clusters", "dialogues", "*.py", "__pycache__")
    shutil.copytree(PACKAGED, folder, ignore=kept)
    (folder / "clusters").mkdir()
    ids = []
    for number, invented in enumerate(_clusters(size)):
        ids.append(invented.id)
        _write(folder / "clusters" / f"{invented.id}.yaml", _cluster(invented, number))
    (folder / "dialogues").mkdir()
    turn = {"say": "what does one gain in a cluster?", "means": "benefits"}
    _write(folder / "dialogues" / "few.yaml", {"id": "few", "dialogues": [[turn]]})
    none = {"pl": "brak", "en": "none"}
    published = {"title": none, "as_of": "2019", "source": _SOURCE}
    lists = {"reference": {**published, "clusters": ids}, "later": {**published, "clusters": []}}
    # the shipped one translates words of the shipped clusters
    _write(folder / "words" / "cyrillic.yaml", {"letters": {}, "words": []})
    _write(folder / "lists.yaml", {**lists, "differences": none})


def questions(size: int) -> Iterator[Asked]:
    """As many of each kind, about clusters from all over the base."""
    random = Random(size)
    clusters = list(_clusters(size))
    for turn in range(QUESTIONS_OF_A_KIND):
        cluster = clusters[turn * size // QUESTIONS_OF_A_KIND]
        frame = turn % len(_NAMED)
        yield Asked("named", _NAMED[frame].format(cluster.brand), cluster.id)
        yield Asked("inflected", _INFLECTED[frame].format(cluster.brand), cluster.id)
        slip = _NAMED[frame].format(_misspelt(cluster.brand, random))
        yield Asked("misspelt", slip, cluster.id)
        strange = [_word(random, 3, _STRANGE).lower() for _ in range(2)]
        yield Asked("unknown", _UNKNOWN[frame].format(*strange), None)


def _clusters(size: int) -> Iterator[_Invented]:
    random = Random(1)
    ids = sorted((path.stem for path in (PACKAGED / "clusters").glob("*.yaml")), reverse=True)
    brands: set[str] = set()
    while len(brands) < size:
        brand = _word(random, random.choice((2, 2, 3)), _BRANDS)
        firms = (_word(random, 2, _BRANDS), _word(random, 3, _BRANDS))
        place = _word(random, random.choice((1, 2)), _PLACES)
        person = f"{random.choice(_FIRST_NAMES)} {_word(random, 2, _SURNAMES)}"
        trade = random.choice(_TRADES)
        if brand not in brands:
            id_ = ids[len(brands)] if len(brands) < len(ids) else f"klaster-{len(brands)}"
            brands.add(brand)
            yield _Invented(id_, brand, place, firms, person, trade)


def _cluster(invented: _Invented, number: int) -> dict[str, Any]:
    brand, place = invented.brand, invented.place
    polish, english, product_pl, product_en = invented.trade
    shapes = (
        (f"Klaster {polish.title()} {brand}", f"{brand} {english.title()} Cluster"),
        (f"{brand} – Klaster {polish.title()} {place}", f"{brand} Cluster of {place}"),
        (f"Stowarzyszenie {brand} – Klaster Regionalny", f"{brand} Regional Cluster"),
    )
    name = dict(zip(("pl", "en"), shapes[number % len(shapes)], strict=True))
    known_for = [*invented.firms, invented.person]
    year, members = 1995 + number % 25, 5 + number * 7 % 150
    return {
        "id": invented.id,
        "name": name,
        "short": {"pl": f"klaster {brand}", "en": f"{brand} cluster"},
        "sectors": [_SECTORS[number % len(_SECTORS)]],
        "recognised_by": {
            "aliases": {
                "pl": [brand, f"klaster {polish} {brand}", f"klaster {polish} {place}"],
                "en": [brand, f"{english} cluster {brand}", f"{english} cluster in {place}"],
            },
            "hints": {"pl": [*known_for, product_pl], "en": [*known_for, product_en]},
        },
        "topics": {
            "overview": _section(f"{brand} zrzesza firmy.", f"{brand} joins firms."),
            "contact": _section("Biuro klastra.", "The office.", phone="+48 81 466 25 05"),
            "founded": _section(f"Powstał w {year} r.", f"Set up in {year}.", value=str(year)),
            "members": _section(f"{members} firm.", f"{members} firms.", value=str(members)),
        },
    }


def _section(polish: str, english: str, **more: str) -> dict[str, Any]:
    fact = {"text": {"pl": polish, "en": english}, "as_of": "2019", "source": _SOURCE, **more}
    return {"facts": [fact]}


def _word(random: Random, syllables: int, endings: str) -> str:
    onsets = _ONSETS.split()
    parts = [random.choice(onsets) + random.choice(_VOWELS) for _ in range(syllables)]
    return "".join((*parts, random.choice("blnr"), random.choice(endings.split()))).capitalize()


def _misspelt(word: str, random: Random) -> str:
    """One slip after the first letter: a letter left out, doubled, or two letters swapped."""
    at = random.randrange(1, len(word) - 1)
    changed = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return random.choice([slip for slip in changed if slip != word])


def _write(path: Path, data: object) -> None:
    """JSON is YAML, and quick to write."""
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
