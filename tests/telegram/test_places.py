"""Where an office is: on a map where its coordinates are known, else as a link to look for it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.app import rebuild
from bot.assistant import Assistant
from handlers.telegram.places import nearest
from knowledge.loader import PACKAGED
from knowledge.model import LANGUAGES, Language
from tests.telegram.in_process import InProcess

OFFICE, CLUSTER = "lpnt", "lotniczy"
IN_LUBLIN = (51.2465, 22.5684)
"""Somewhere in the middle of the city, not of any office."""


@pytest.fixture(scope="module")
def located(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant that knows the coordinates of one office; it has nothing to learn for that."""
    folder = tmp_path_factory.mktemp("knowledge") / "knowledge"
    shutil.copytree(PACKAGED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    _locate(folder / "organisations" / f"{OFFICE}.yaml")
    rebuilt = rebuild(folder, assistant.learned, assistant.texts)
    assert rebuilt.fingerprint == assistant.learned.fingerprint
    assert rebuilt.assistant is not None
    return rebuilt.assistant


def _locate(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(at for at, line in enumerate(lines) if line.strip().startswith("address:"))
    indent = lines[place].partition("address:")[0]
    latitude, longitude = IN_LUBLIN
    lines.insert(place + 1, f'{indent}coordinates: "{latitude}, {longitude}"\n')
    file.write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_known_place_is_sent_as_a_point_on_a_map(
    located: Assistant, today: date, language: Language
) -> None:
    label = located.texts.say("telegram.map", language)
    async with InProcess(located, today, language) as person:
        _, shown = await person.press(f"1:o:{language}:{OFFICE}/contact/1")
        (button,) = [one for one in shown.buttons if one["text"] == label]
        acknowledged, sent = await person.press(button["callback_data"])

    assert acknowledged.method == "answerCallbackQuery"
    assert sent.method == "sendVenue"
    place = (float(sent.parameters["latitude"]), float(sent.parameters["longitude"]))
    assert place == IN_LUBLIN
    assert sent.parameters["title"] == located.knowledge.entities[OFFICE].name.in_(language)
    assert sent.parameters["address"] in shown.text, "the text says all that the map shows"


async def test_a_place_that_is_not_known_is_a_link_that_looks_for_it(
    assistant: Assistant, today: date
) -> None:
    async with InProcess(assistant, today, "pl") as person:
        _, shown = await person.press(f"1:o:pl:{OFFICE}/contact/1")

    (button,) = [one for one in shown.buttons if one["text"] == "Mapa"]
    assert button["url"].startswith("https://www.google.com/maps/search/?")


@pytest.mark.parametrize("id_", [OFFICE, CLUSTER])
async def test_a_button_to_a_place_that_is_known_no_longer_says_what_to_do(
    assistant: Assistant, today: date, id_: str
) -> None:
    async with InProcess(assistant, today, "pl") as person:
        (declined,) = await person.press(f"1:m:pl:{id_}/contact/1")

    assert declined.method == "answerCallbackQuery"
    assert "Proszę napisać pytanie" in declined.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_location_gets_the_nearest_office_that_is_near(
    located: Assistant, today: date, language: Language
) -> None:
    async with InProcess(located, today, language) as person:
        (near,) = await person.send(location={"latitude": 51.22, "longitude": 22.61})
        (far,) = await person.send(location={"latitude": 54.35, "longitude": 18.65})

    say = located.texts.say
    assert say("telegram.location_nearest", language) in near.text
    assert located.knowledge.entities[OFFICE].name.in_(language) in near.text
    assert say("telegram.location", language) in far.text


def test_without_coordinates_nothing_is_near(assistant: Assistant) -> None:
    assert nearest(assistant.knowledge, *IN_LUBLIN) is None
