"""A page as its elements: what a browser makes of the HTML, for tests that need no browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "input", "img", "br", "hr"})


@dataclass
class Element:
    """A tag with its attributes and what is in it, in order."""

    tag: str
    attributes: dict[str, str]
    content: list["Element | str"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Element"]:
        """This element and all in it."""
        yield self
        for part in self.content:
            if isinstance(part, Element):
                yield from part

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    def all(self, tag: str, class_: str = "", **attributes: str) -> list["Element"]:
        """The elements of a tag in it, of a class, with these attributes."""
        return [
            element
            for element in self
            if element.tag == tag
            and (not class_ or class_ in element.attributes.get("class", "").split())
            and attributes.items() <= element.attributes.items()
        ]

    def one(self, tag: str, class_: str = "", **attributes: str) -> "Element":
        """The only such element."""
        (found,) = self.all(tag, class_, **attributes)
        return found

    @property
    def form(self) -> dict[str, list[str]]:
        """What the form of the chat would send without a button."""
        fields: dict[str, list[str]] = {}
        for element in self.all("input"):
            if element.attributes.get("name"):
                value = element.attributes.get("value", "")
                fields.setdefault(element.attributes["name"], []).append(value)
        return fields


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read(html: str) -> Element:
    """The page; its tags must be closed in order."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    (root,) = parser.open
    return root
