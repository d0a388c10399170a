"""What all pages have around them: language, addresses, headers."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from handlers.web.languages import preferred
from handlers.web.templates import Templates
from knowledge.model import LANGUAGES, Language

_LONGEST_DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page that can be linked to is found."""

    base: str
    path: str

    @property
    def plain(self) -> str:
        """The address that speaks the language of who follows it."""
        return f"{self.base}{self.path}"

    def in_(self, language: Language) -> str:
        """The address of the page in one language."""
        return f"{self.plain}?lang={language}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A page but for its content. Without an address it is not for search engines.

    `here` is the page's name in the navigation, if it stands there. A page that `is_private` is
    for the visitor alone, and yet has another language at the same place.
    """

    request: Request
    language: Language
    title: str
    description: str
    address: Address | None = None
    here: str = ""
    is_private: bool = False

    def response(
        self, templates: Templates, name: str, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """The page from a template."""
        page = templates.page(
            name,
            self.language,
            title=self.title,
            description=shortened(self.description),
            address=self.address,
            here=self.here,
            switch=self._switched,
            **values,
        )
        headers = {"Content-Language": self.language, "Vary": "Accept-Language"}
        # Without an address it is for this visitor alone.
        headers["Cache-Control"] = "no-store" if self.address is None else "no-cache"
        return HTMLResponse(page, status, headers)

    def _switched(self, language: Language) -> str:
        """This page in another language; the start page for what cannot be linked to."""
        path = self.request.url.path if self.is_private else self.address and self.address.path
        if self.request.method != "GET" or path is None:
            return f"/?lang={language}"
        url = self.request.url.include_query_params(lang=language)
        return f"{path}?{url.query}"


def chosen(request: Request) -> Language:
    """The language that the address names, or that the browser asks for."""
    return known(request.query_params.get("lang", "")) or preferred(request)


def known(value: str) -> Language | None:
    """A language of ours by its code."""
    return next((language for language in LANGUAGES if language == value), None)


def address_of(request: Request, path: str) -> Address:
    """Where a path of ours is found from outside."""
    return Address(str(request.base_url).rstrip("/"), path)


def shortened(text: str) -> str:
    """As much of a text as search engines show, in whole words."""
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return text[:_LONGEST_DESCRIPTION].rpartition(" ")[0].rstrip(",;:–(") + "…"
