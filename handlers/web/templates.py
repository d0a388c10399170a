"""Pages from templates: everything is escaped, nothing may be missing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.texts import Texts
from handlers.web.assets import Assets
from handlers.web.linking import linked, map_address, tel
from handlers.web.said import said
from knowledge.model import LANGUAGES, Language

FOLDER = Path(__file__).parent / "templates"


class Templates:
    """The templates of a folder, with `say`, `asset`, `language` and `languages` in each.

    `say` speaks the language of the page, `say_in` that of a card on it.
    """

    def __init__(self, texts: Callable[[], Texts], assets: Assets) -> None:
        self._texts = texts
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals |= {"asset": assets.url, "languages": LANGUAGES}
        self._environment.filters |= {
            "linked": linked,
            "map": map_address,
            "said": said,
            "tel": tel,
        }

    def page(self, name: str, language: Language, **values: object) -> str:
        """The HTML of a page, or of a part of one."""
        say_in = partial(_say, self._texts())
        say = partial(say_in, language)
        template = self._environment.get_template(name)
        return template.render(say=say, say_in=say_in, language=language, **values)


def _say(texts: Texts, language: Language, key: str, **values: object) -> str:
    return texts.say(key, language, **values)
