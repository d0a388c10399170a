"""From a folder of YAML to one `Knowledge`, or to all that is wrong with it at once."""

from pathlib import Path

from knowledge.check import cross_references, of_lessons
from knowledge.finding import Finding
from knowledge.model import (
    UNDATED,
    Cluster,
    ClusterList,
    Concept,
    Cues,
    Cyrillic,
    CyrillicLetters,
    Dialogues,
    Examples,
    Frozen,
    Knowledge,
    Lists,
    Neighbour,
    Organisation,
    Sector,
    Source,
    Text,
    Topic,
    WordLists,
)
from knowledge.problem import KnowledgeError
from knowledge.reader import Reader
from knowledge.version import version_of

PACKAGED = Path(__file__).parent
"""The knowledge that ships with the program."""

SOURCES, SECTORS = "sources.yaml", "words/sectors.yaml"
CONCEPTS, NEIGHBOURS = "words/concepts.yaml", "words/neighbours.yaml"
CUES, FUNCTION_WORDS = "words/cues.yaml", "words/function-words.yaml"
CYRILLIC, LISTS = "words/cyrillic.yaml", "lists.yaml"
CLUSTERS, ORGANISATIONS, TOPICS = "clusters", "organisations", "topics"
EXAMPLES, DIALOGUES = "examples", "dialogues"
FOLDERS = (CLUSTERS, ORGANISATIONS, TOPICS, EXAMPLES, DIALOGUES)
FILES = (SOURCES, SECTORS, CONCEPTS, NEIGHBOURS, CUES, FUNCTION_WORDS, CYRILLIC, LISTS)

_HOLDS = {SOURCES: "unknown-source", SECTORS: "unknown-sector", CONCEPTS: "unknown-concept"}
_NO_LIST = ClusterList(title=Text(pl="-", en="-"), as_of=UNDATED, source="none", clusters=())
_NO_LISTS = Lists(reference=_NO_LIST, later=_NO_LIST, differences=Text(pl="-", en="-"))
_NO_CYRILLIC = Cyrillic(letters=CyrillicLetters(), words=())
"""Stand in for a broken file while the others are checked."""


class Sources(Frozen):
    """The file of all sources."""

    sources: tuple[Source, ...]


class Sectors(Frozen):
    """The file of all lines of business."""

    sectors: tuple[Sector, ...]


class Concepts(Frozen):
    """The file of all families of words."""

    concepts: tuple[Concept, ...]


class Neighbours(Frozen):
    """The file of all matters outside the field."""

    neighbours: tuple[Neighbour, ...]


def load(folder: Path = PACKAGED, *, lessons: bool = True) -> Knowledge:
    """Read, type and check a whole folder.

    Without `lessons` the examples and dialogues, which only learning needs, are left out: they are
    most of the text.

    Raises:
        KnowledgeError: with every error found, each with file, line, reason and cure.
    """
    reader = reader_of(folder)
    knowledge = read_all(reader, lessons=lessons)
    if reader.problems:
        raise KnowledgeError(folder, reader.problems)
    return knowledge


def reader_of(folder: Path) -> Reader:
    """A reader of a knowledge folder, for `read_all`."""
    return Reader(folder, _HOLDS)


def read_all(reader: Reader, *, lessons: bool) -> Knowledge:
    """What can be read of the folder; whole only where the reader has no problems then."""
    clusters = reader.folder_of(Cluster, CLUSTERS)
    organisations = reader.folder_of(Organisation, ORGANISATIONS)
    topics = reader.folder_of(Topic, TOPICS)
    examples = reader.folder_of(Examples, EXAMPLES) if lessons else {}
    dialogues = reader.folder_of(Dialogues, DIALOGUES) if lessons else {}
    sources = reader.file_of(Sources, SOURCES)
    sectors = reader.file_of(Sectors, SECTORS)
    concepts = reader.file_of(Concepts, CONCEPTS)
    neighbours = reader.file_of(Neighbours, NEIGHBOURS)
    cues = reader.file_of(Cues, CUES)
    function_words = reader.file_of(WordLists, FUNCTION_WORDS)
    cyrillic = reader.file_of(Cyrillic, CYRILLIC)
    lists = reader.file_of(Lists, LISTS)
    for id_ in clusters.keys() & organisations.keys():
        file = f"{ORGANISATIONS}/{id_}.yaml"
        reader.report(Finding(file, ("id",), "id-shared", {"id": id_}))
    knowledge = Knowledge(
        clusters=clusters,
        organisations=organisations,
        topics=topics,
        sources=reader.by_id(sources.sources, SOURCES, "sources") if sources else {},
        sectors=reader.by_id(sectors.sectors, SECTORS, "sectors") if sectors else {},
        concepts=reader.by_id(concepts.concepts, CONCEPTS, "concepts") if concepts else {},
        neighbours=(
            reader.by_id(neighbours.neighbours, NEIGHBOURS, "neighbours") if neighbours else {}
        ),
        cues=cues.cues if cues else {},
        examples=examples,
        dialogues=dialogues,
        function_words=function_words or WordLists(),
        cyrillic=cyrillic or _NO_CYRILLIC,
        lists=lists or _NO_LISTS,
        version=version_of(reader.folder),
    )
    reader.report_all(cross_references(knowledge))
    if lessons:
        reader.report_all(of_lessons(knowledge))
    return knowledge
