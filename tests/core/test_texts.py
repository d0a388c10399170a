"""The wording: the same in both languages, with plural forms and dates as people write them."""

import string
from collections.abc import Mapping
from pathlib import Path

import pytest
from babel import Locale

import handlers
from bot.assistant import Assistant
from bot.texts import PACKAGED, Texts, TextsError, Wording, load_texts
from knowledge.model import LANGUAGES, UNDATED, Language

CHANNELS = Path(str(handlers.__file__)).parent
PICTURES = PACKAGED.parent / "pictures" / "texts"
OF_CHANNELS = (CHANNELS / name / "texts" for name in ("terminal", "telegram", "web"))
FOLDERS = (PACKAGED, PICTURES, *OF_CHANNELS)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(*FOLDERS)


def forms(wording: Wording) -> tuple[str, ...]:
    return (wording,) if isinstance(wording, str) else tuple(wording.values())


def placeholders(wording: Wording) -> set[str]:
    parts = (part for form in forms(wording) for part in string.Formatter().parse(form))
    return {name for _, name, _, _ in parts if name is not None}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    for folder in FOLDERS:
        polish, english = (list(load_texts(folder).wordings[one]) for one in LANGUAGES)
        assert polish == english


def test_both_languages_have_the_same_placeholders(texts: Texts) -> None:
    for key, polish in texts.wordings["pl"].items():
        assert placeholders(polish) == placeholders(texts.wordings["en"][key]), key


def test_every_form_of_a_plural_has_the_same_placeholders(texts: Texts) -> None:
    for language in LANGUAGES:
        for key, wording in texts.wordings[language].items():
            for form in forms(wording):
                assert placeholders(form) == placeholders(wording), f"{key} in {language}"


def test_no_wording_is_empty(texts: Texts) -> None:
    for language in LANGUAGES:
        for key, wording in texts.wordings[language].items():
            assert all(form.strip() for form in forms(wording)), f"{key} in {language}"


def test_every_plural_has_all_forms_of_its_language(texts: Texts) -> None:
    for language in LANGUAGES:
        expected = set(Locale.parse(language).plural_form.tags) | {"other"}
        for key, wording in texts.wordings[language].items():
            if isinstance(wording, Mapping):
                assert set(wording) == expected, f"{key} in {language}"


def test_the_wording_of_the_assistant_is_this(assistant: Assistant, texts: Texts) -> None:
    assert assistant.texts == texts


@pytest.mark.parametrize(
    ("count", "polish", "english"),
    [
        (1, "1 członek", "1 member"),
        (2, "2 członków", "2 members"),
        (4, "4 członków", "4 members"),
        (5, "5 członków", "5 members"),
        (12, "12 członków", "12 members"),
        (21, "21 członków", "21 members"),
        (22, "22 członków", "22 members"),
        (139, "139 członków", "139 members"),
    ],
)
def test_members(count: int, polish: str, english: str, texts: Texts) -> None:
    said = [texts.say("list.members_figure", language, count=count) for language in LANGUAGES]

    assert said == [polish, english]


@pytest.mark.parametrize(
    ("count", "polish", "english"),
    [
        (1, "1 klaster", "1 cluster"),
        (2, "2 klastry", "2 clusters"),
        (3, "3 klastry", "3 clusters"),
        (5, "5 klastrów", "5 clusters"),
        (12, "12 klastrów", "12 clusters"),
        (13, "13 klastrów", "13 clusters"),
        (19, "19 klastrów", "19 clusters"),
        (21, "21 klastrów", "21 clusters"),
        (22, "22 klastry", "22 clusters"),
        (112, "112 klastrów", "112 clusters"),
    ],
)
@pytest.mark.parametrize("key", ["list.all", "list.some"])
def test_clusters(key: str, count: int, polish: str, english: str, texts: Texts) -> None:
    said = [texts.say(key, language, count=count, condition="x") for language in LANGUAGES]

    assert f"{polish} " in said[0].replace(".", " ")
    assert f"{english} " in said[1].replace(".", " ")


@pytest.mark.parametrize(
    ("partial", "polish", "english"),
    [
        ("2019", "2019 r.", "2019"),
        ("2016-10", "październik 2016 r.", "October 2016"),
        ("2019-11-18", "18 listopada 2019 r.", "18 November 2019"),
        ("2021-05-01", "1 maja 2021 r.", "1 May 2021"),
        ("2024-12-31", "31 grudnia 2024 r.", "31 December 2024"),
        ("2020-02-29", "29 lutego 2020 r.", "29 February 2020"),
    ],
)
def test_days(partial: str, polish: str, english: str, texts: Texts) -> None:
    assert [texts.day(partial, language) for language in LANGUAGES] == [polish, english]


@pytest.mark.parametrize(
    ("partial", "polish", "english"),
    [
        ("2019", "stan na 2019 r.", "as of 2019"),
        ("2019-11-18", "stan na 18 listopada 2019 r.", "as of 18 November 2019"),
        (UNDATED, "bez daty", "undated"),
    ],
)
def test_dates_behind_facts(partial: str, polish: str, english: str, texts: Texts) -> None:
    assert [texts.as_of(partial, language) for language in LANGUAGES] == [polish, english]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_date_of_the_knowledge_can_be_said(
    language: Language, assistant: Assistant, texts: Texts
) -> None:
    for source in assistant.knowledge.sources.values():
        assert texts.as_of(source.date, language)


def write(folder: Path, polish: str, english: str) -> Path:
    (folder / "pl.yaml").write_text(polish, encoding="utf-8")
    (folder / "en.yaml").write_text(english, encoding="utf-8")
    return folder


def test_a_key_in_one_language_only_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, "a: A\nb: B\n", "a: A\n")

    with pytest.raises(TextsError, match="in one language only: b"):
        load_texts(folder)


def test_a_key_of_another_folder_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, "card.sources: A\n", "card.sources: A\n")

    with pytest.raises(TextsError, match=r"the key card\.sources stands twice"):
        load_texts(PACKAGED, folder)


@pytest.mark.parametrize(
    ("polish", "message"), [("a: [b]\n", "the key a is a list"), ("- a\n", "not a mapping")]
)
def test_what_is_no_wording_is_refused(polish: str, message: str, tmp_path: Path) -> None:
    folder = write(tmp_path, polish, "a: A\n")

    with pytest.raises(TextsError, match=message):
        load_texts(folder)


def test_every_wording_of_the_core_is_used() -> None:
    """A key that no code names is one that nobody mends."""
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGED.parent.rglob("*.py"))
    built = ("condition.", "list.column.", "compare.", "notice.", "completeness.", "changes.")
    keys = load_texts(PACKAGED, PICTURES).wordings["pl"]

    unused = [
        key
        for key in keys
        if f'"{key}"' not in code and not key.startswith(built) and not key.endswith("_button")
    ]

    assert unused == []
