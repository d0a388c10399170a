"""The description tells the truth: what it promises is kept, whatever is sent."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from bot.assistant import Assistant
from tests.web.threads import serving

OPERATIONS = (
    "GET /clusters",
    "GET /clusters.csv",
    "GET /clusters/{id}",
    "GET /sources",
    "GET /topics",
    "GET /welcome",
    "POST /ask",
    "POST /feedback",
    "POST /forget",
    "POST /open",
)
_EXAMPLES = 8


@pytest.fixture(scope="module")
def description(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with serving(assistant, tmp_path_factory.mktemp("described"), per_minute=100_000) as (url, _):
        yield schemathesis.openapi.from_url(f"{url}/api/v1/openapi.json")


def test_every_operation_is_tried(description: Any) -> None:
    described = (found.ok() for found in description.get_all_operations())

    names = {f"{one.method.upper()} {one.path}" for one in described}
    assert names == set(OPERATIONS)
    assert description.raw_schema["openapi"].startswith("3.1.")


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_is_described_is_what_comes(
    description: Any, operation: str, mode: GenerationMode
) -> None:
    method, path = operation.split()
    found = description[path][method]
    if mode.is_negative and not (found.body or found.query):
        return  # there is nothing to send that would be wrong

    @given(found.as_strategy(generation_mode=mode))
    @settings(
        max_examples=_EXAMPLES,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    def keeps_its_word(case: Any) -> None:
        case.call_and_validate()

    keeps_its_word()
