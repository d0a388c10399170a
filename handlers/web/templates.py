"""Pages from templates: everything is escaped, nothing may be missing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.texts import Texts
from handlers.web.assets import Assets
from knowledge.model import LANGUAGES, Language

FOLDER = Path(__file__).parent / "templates"


class Templates:
    """The templates of a folder, with `say`, `asset`, `language` and `languages` in each."""

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

    def page(self, name: str, language: Language, **values: object) -> str:
        """The HTML of a page; `say` speaks its language."""
        say = partial(_say, self._texts(), language)
        template = self._environment.get_template(name)
        return template.render(say=say, language=language, **values)


def _say(texts: Texts, language: Language, key: str, **values: object) -> str:
    return texts.say(key, language, **values)
