"""Charts as PNG, drawn for a phone: 360 points wide, in three pixels a point.

Matplotlib is not safe to use from several threads at once: draw in one.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import Rectangle
from PIL import Image

from bot.pictures.subjects import Bar, Bars, Chart, Event, Years

WIDTH = 360
"""Points; a phone is about as wide."""
SCALE = 3
"""Pixels a point."""

_MARGIN = 16.0
_INNER = WIDTH - 2 * _MARGIN
_DPI = 100 * SCALE
_POINT = 72 / 100
"""Matplotlib's own points, of which an inch has 72, in one of ours."""

# Dark and light blue stay apart for every kind of colour blindness, and in grey.
_PAPER, _INK, _SOFT, _LINE = "#fdfdfb", "#1b1f24", "#59616b", "#c9ced4"
_MEMBERS, _COMPANIES, _UNDIVIDED, _MARK = "#9ecae1", "#08519c", "#7d858d", "#fff1c2"

_COLOURS = 64
"""Enough for smooth letters; a third of the size of all colours."""

_Face = Literal["regular", "bold"]
_FILES: dict[_Face, str] = {"regular": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
_TITLE, _BODY, _SMALL = 16.0, 12.5, 11.0
_LEADING = 1.32

_Stroke = Callable[[Axes], object]


def draw(chart: Chart) -> bytes:
    """The chart as PNG; the same chart always gives the same bytes."""
    sheet = _Sheet()
    sheet.paragraph(chart.title, _TITLE, face="bold")
    sheet.paragraph(chart.subtitle, _SMALL, colour=_SOFT)
    for panel in chart.panels:
        sheet.skip(10)
        match panel:
            case Bars():
                _draw_bars(sheet, panel)
            case Years():
                _draw_years(sheet, panel)
    sheet.skip(8)
    for note in chart.notes:
        sheet.paragraph(note, _SMALL, colour=_SOFT)
        sheet.skip(3)
    return sheet.png()


@dataclass
class _Sheet:
    """Strokes from top to bottom; `y` is where the next one goes, in points from above."""

    y: float = _MARGIN
    strokes: list[_Stroke] = field(default_factory=list)

    def skip(self, height: float) -> None:
        self.y += height

    def paragraph(
        self, text: str, size: float, *, face: _Face = "regular", colour: str = _INK
    ) -> None:
        """Text in as many lines as it needs, from margin to margin."""
        for line in _wrapped(text, size, face, _INNER):
            self.y += size
            self.text(line, _MARGIN, size, face=face, colour=colour)
            self.y += size * (_LEADING - 1)

    def text(
        self,
        text: str,
        x: float,
        size: float,
        *,
        face: _Face = "regular",
        colour: str = _INK,
        is_right: bool = False,
    ) -> None:
        """One line with its base at `y`; `x` is its left end, or its right one."""
        y, font = self.y, _font(face)
        self.strokes.append(
            lambda axes: axes.text(
                x,
                y,
                text,
                size=size * _POINT,
                color=colour,
                font=font,
                ha="right" if is_right else "left",
                va="baseline",
                parse_math=False,
            )
        )

    def box(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle."""
        self.strokes.append(
            lambda axes: axes.add_patch(Rectangle((x, top), width, height, color=colour, lw=0))
        )

    def line(self, x: float, top: float, bottom: float) -> None:
        """A thin line downwards."""
        self.strokes.append(lambda axes: axes.plot([x, x], [top, bottom], color=_LINE, lw=1))

    def dot(self, x: float, y: float, *, is_hollow: bool) -> None:
        """A dot on a line."""
        fill = _PAPER if is_hollow else _COMPANIES
        self.strokes.append(
            lambda axes: axes.plot(
                [x], [y], "o", ms=5.5, mfc=fill, mec=_COMPANIES, mew=1.2, zorder=3
            )
        )

    def png(self) -> bytes:
        """The sheet down to its last stroke."""
        height = self.y + _MARGIN / 2
        figure = Figure(figsize=(WIDTH / 100, height / 100), dpi=_DPI, facecolor=_PAPER)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        for stroke in self.strokes:
            stroke(axes)
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        pixels, file = io.BytesIO(), io.BytesIO()
        figure.savefig(pixels, format="rgba", dpi=_DPI)
        image = Image.frombytes("RGBA", figure.canvas.get_width_height(), pixels.getvalue())
        few = image.convert("RGB").quantize(
            _COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        few.save(
            file, "png"
        )  # packed more tightly it would be 8 % smaller and take 7 times as long
        return file.getvalue()


def _draw_bars(sheet: _Sheet, panel: Bars) -> None:
    """A line of words above each bar: names are too long to stand beside it on a phone."""
    members, companies, undivided = panel.key
    key = {}
    if any(bar.companies is not None for bar in panel.bars):
        key = {members: _MEMBERS, companies: _COMPANIES}
    if any(bar.companies is None for bar in panel.bars):
        key[undivided if key else members] = _UNDIVIDED
    _draw_key(sheet, key)
    longest = max(1, *(bar.members for bar in panel.bars))
    for bar in panel.bars:
        _draw_bar(sheet, bar, _INNER / longest)


def _draw_key(sheet: _Sheet, key: Mapping[str, str]) -> None:
    """What each colour means, in as many lines as that needs."""
    sheet.skip(_SMALL)
    x = _MARGIN
    for words, colour in key.items():
        width = 15 + _width(words, _SMALL, "regular")
        if x > _MARGIN and x + width > WIDTH - _MARGIN:
            x = _MARGIN
            sheet.skip(_SMALL * _LEADING)
        sheet.box(x, sheet.y - 9, 10, 10, colour)
        sheet.text(words, x + 15, _SMALL, colour=_SOFT)
        x += width + 16
    sheet.skip(10)


def _draw_bar(sheet: _Sheet, bar: Bar, unit: float) -> None:
    if bar.is_marked:
        sheet.box(6, sheet.y - 1, WIDTH - 12, 29, _MARK)
    sheet.skip(_BODY)
    face: _Face = "bold" if bar.is_marked else "regular"
    sheet.text(bar.label, _MARGIN, _BODY, face=face)
    right = WIDTH - _MARGIN
    if bar.companies is not None:
        words = f" / {bar.companies_shown}"
        sheet.text(words, right, _BODY, colour=_COMPANIES, is_right=True)
        right -= _width(words, _BODY, "regular")
    sheet.text(bar.shown, right, _BODY, face="bold", is_right=True)
    sheet.skip(4)
    whole = _UNDIVIDED if bar.companies is None else _MEMBERS
    sheet.box(_MARGIN, sheet.y, bar.members * unit, 8, whole)
    if bar.companies is not None:
        sheet.box(_MARGIN, sheet.y, bar.companies * unit, 8, _COMPANIES)
    sheet.skip(8)
    for detail in bar.details:
        sheet.skip(2)
        sheet.paragraph(detail, _SMALL, colour=_SOFT)
    sheet.skip(5 if bar.details else 4)


def _draw_years(sheet: _Sheet, panel: Years) -> None:
    """Down the years, so that a distance is a time."""
    at: dict[int, list[Event]] = {}
    for event in panel.events:
        at.setdefault(event.year, []).append(event)
    x = _MARGIN + 46
    top = sheet.y
    for year in range(min(at), max(at) + 1):
        events = at.get(year, [])
        if not events:
            sheet.skip(12)
            sheet.text(str(year), _MARGIN, _SMALL, colour=_SOFT)
            sheet.skip(3)
        for number, event in enumerate(events):
            if event.is_marked:
                sheet.box(x - 8, sheet.y + 0.5, WIDTH - x + 2, 18, _MARK)
            sheet.skip(14)
            if number == 0:
                sheet.text(str(year), _MARGIN, _BODY, face="bold")
            sheet.dot(x, sheet.y - 4.5, is_hollow=event.is_weak)
            face: _Face = "bold" if event.is_marked else "regular"
            colour = _SOFT if event.is_weak else _INK
            sheet.text(event.label, x + 12, _BODY, face=face, colour=colour)
            sheet.skip(5)
    sheet.line(x, top + 4, sheet.y)


def _wrapped(text: str, size: float, face: _Face, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size, face) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _width(text: str, size: float, face: _Face) -> float:
    """Of one line, in points."""
    return sum(_advance(letter, face) for letter in text) * size


@cache
def _advance(letter: str, face: _Face) -> float:
    """The width of a letter at size 1. To lay a line out just to measure it takes milliseconds."""
    font = get_font(_path(face))
    font.set_size(1_000 * _POINT, 100)
    return float(font.load_char(ord(letter)).linearHoriAdvance) / 65536 / 1_000


@cache
def _font(face: _Face) -> FontProperties:
    return FontProperties(fname=_path(face))


@cache
def _path(face: _Face) -> str:
    """Matplotlib's own font: it has every Polish letter, and is the same everywhere."""
    return str(Path(mpl.get_data_path()) / "fonts" / "ttf" / _FILES[face])
