"""What README and docs hold: their fenced blocks, links and words in code marks."""

import re
from dataclasses import dataclass

from tests.program import ROOT

_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)\n(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_MARK = re.compile(r"<!-- not run: (?P<reason>.+) -->\n\Z")
_LINK = re.compile(r"\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `skipped_for` is the reason why it is not run, `output` what it prints.

    The output is the block marked `text` that follows at once.
    """

    document: str
    line: int
    language: str
    text: str
    skipped_for: str | None
    output: str | None

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def documents() -> tuple[str, ...]:
    """Every document for people, as a path from the root."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in found))


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str, language: str) -> list[Block]:
    """The fenced blocks in one language, in order."""
    text = text_of(document)
    matches = list(_FENCE.finditer(text))
    found: list[Block] = []
    for index, match in enumerate(matches):
        if match["language"] != language:
            continue
        mark = _MARK.search(text[: match.start()])
        following = matches[index + 1] if index + 1 < len(matches) else None
        output = None
        if following and following["language"] == "text":
            between = text[match.end() : following.start()]
            output = following["text"] if between.isspace() else None
        found.append(
            Block(
                document,
                text.count("\n", 0, match.start()) + 1,
                language,
                re.sub(rf"^{match['indent']}", "", match["text"], flags=re.MULTILINE),
                mark["reason"] if mark else None,
                output,
            )
        )
    return found


def links(document: str) -> list[str]:
    """The targets of links to files of this project."""
    targets = (match["target"] for match in _LINK.finditer(text_of(document)))
    return [target for target in targets if "://" not in target]
