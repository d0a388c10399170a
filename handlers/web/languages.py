"""Which of our languages a browser asks for."""

from starlette.requests import Request

from knowledge.model import LANGUAGES, Language

_LONGEST_HEADER = 500


def preferred(request: Request, otherwise: Language = "pl") -> Language:
    """The first of our languages in Accept-Language by its weight, or the other one."""
    header = request.headers.get("accept-language", "")[:_LONGEST_HEADER]
    wishes = [wish.partition(";") for wish in header.split(",")]
    ranked = sorted(wishes, key=lambda wish: -_weight(wish[2]))
    for tag, _, weight in ranked:
        for language in LANGUAGES:
            if tag.strip().lower().partition("-")[0] == language and _weight(weight) > 0:
                return language
    return otherwise


def _weight(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q=")) if parameter else 1.0
    except ValueError:
        return 0.0
