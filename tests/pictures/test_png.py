"""Pictures as files: for a phone, the same every time, nothing cut off."""

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest
from PIL import Image

from bot.assistant import Assistant
from bot.cards import Picture
from bot.pictures.charts import chart_of
from bot.pictures.png import Subject, key, png
from bot.pictures.subjects import Bar, Bars, Chart, Event, QrCode, Years
from knowledge.model import LANGUAGES, Language
from tests.program import ROOT

PAPER = (253, 253, 251)
SMALL = Chart(
    title="Zażółć gęślą jaźń",
    subtitle="$5 i 7% – „cytat”",
    panels=(
        Bars(("a", "b", "c"), (Bar("Łódź", 3, "3", 1, "1"), Bar("Ćma", 2, "over 2"))),
        Years((Event(2001, "Źdźbło"), Event(2003, "Ósmy", is_weak=True))),
    ),
    lines=("Łódź: 3 (1)",),
)
PICTURES = (
    Picture("members", ("restauratorzy-i-hotelarze",)),
    Picture("founded", ("otoczenie-biznesu",)),
    Picture("history", ("lubelska-medycyna",)),
    Picture("history", ("obrobka-metali",)),
    Picture("comparison", ("restauratorzy-i-hotelarze", "otoczenie-biznesu")),
)


def image_of(subject: Subject) -> Image.Image:
    return Image.open(io.BytesIO(png(subject))).convert("RGB")


@pytest.mark.parametrize(
    ("picture", "language"), [*zip(PICTURES, cycle(LANGUAGES), strict=False)], ids=str
)
def test_a_chart_is_as_wide_as_a_phone_in_three_pixels_a_point_and_nothing_is_cut(
    assistant: Assistant, picture: Picture, language: Language
) -> None:
    chart = chart_of(picture, assistant.knowledge, assistant.texts, language)
    assert chart is not None

    data = png(chart)
    image = Image.open(io.BytesIO(data)).convert("RGB")

    width, height = image.size
    assert width == 3 * 360
    assert width + height <= 10_000  # Telegram's limits of a photo
    assert max(width, height) / min(width, height) <= 20
    assert len(data) < 150_000
    edges = (
        image.crop((0, 0, 12, height)),
        image.crop((width - 12, 0, width, height)),
        image.crop((0, 0, width, 12)),
        image.crop((0, height - 12, width, height)),
    )
    for edge in edges:
        assert edge.getcolors() == [(edge.width * edge.height, PAPER)]


def test_letters_are_dark_on_paper_of_their_own() -> None:
    image = image_of(SMALL)

    colours = image.getcolors(100_000) or []
    most, (count, _) = max(colours)[1], max(colours)
    assert most == PAPER
    assert count > image.width * image.height / 2
    assert min(sum(colour) for _, colour in colours if isinstance(colour, tuple)) < 120


def test_the_smallest_letters_can_be_read_on_a_phone() -> None:
    """A lone note is set in the smallest letters: its capitals are 7.5 points high."""
    with_note, without = (
        image_of(Chart("T", "S", (), (), notes)) for notes in (("HHHHHHHH",), ())
    )

    note = with_note.crop((0, without.height - 30, 400, with_note.height)).convert("L")
    rows = [min(note.crop((0, y, 400, y + 1)).tobytes()) < 160 for y in range(note.height)]
    assert sum(rows) >= 7.5 * 3


def test_the_same_chart_gives_the_same_bytes_in_any_thread_and_process() -> None:
    here = png(SMALL)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(png, SMALL).result() == here

    code = (
        "import hashlib; from tests.pictures.test_png import SMALL; "
        "from bot.pictures.png import key, png; "
        "print(key(SMALL), hashlib.sha256(png(SMALL)).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == [key(SMALL), hashlib.sha256(here).hexdigest()]


def test_other_figures_words_and_marks_have_other_keys(assistant: Assistant) -> None:
    charts = [
        chart_of(picture, assistant.knowledge, assistant.texts, language)
        for picture in (*PICTURES, Picture("members"))
        for language in LANGUAGES
    ]

    keys = {key(chart) for chart in charts if chart is not None}

    assert len(keys) == len(charts)
    assert all(len(one) == 64 for one in keys)


def test_a_qr_code_is_black_on_white_with_room_around_it() -> None:
    image = image_of(QrCode("https://t.me/LublinClustersBot?start=lotniczy--contact"))

    assert image.width == image.height >= 600
    assert {colour for _, colour in image.getcolors() or []} == {(0, 0, 0), (255, 255, 255)}
    room = image.crop((0, 0, image.width, 80))
    assert room.getcolors() == [(room.width * room.height, (255, 255, 255))]


def test_a_start_does_not_pay_for_what_draws() -> None:
    code = (
        "import sys, bot.app, handlers.telegram.channel; "
        "print([name for name in ('matplotlib', 'PIL', 'segno') if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
