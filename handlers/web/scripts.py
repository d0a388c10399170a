"""The wording that a script speaks, put into it: scripts have no texts of their own."""

import json
import re

from bot.texts import Texts
from knowledge.model import LANGUAGES

_PLACE = "__TEXTS__"
_KEY = re.compile(r'"(web\.[a-z_.]+)"')


def with_texts(script: str, texts: Texts) -> str:
    """The script with the wordings of all keys that it names in place of `__TEXTS__`."""
    keys = sorted(set(_KEY.findall(script)))
    wordings = {
        language: {key: texts.wordings[language][key] for key in keys} for language in LANGUAGES
    }
    written = json.dumps(wordings, ensure_ascii=False, separators=(",", ":"))
    return script.replace(_PLACE, written)
