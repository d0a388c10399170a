"""How the benchmark judges answers, and that its questions file is sound."""

import json
import re
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import ablation, foreign, growth, score, synthetic
from benchmarks.asking import ask_all
from benchmarks.comparison import Verdict, judge
from benchmarks.documents import Document, documents, phrasings
from benchmarks.questions import (
    Given,
    QuestionsError,
    is_right,
    label,
    read_questions,
)
from benchmarks.synthetic import KINDS
from benchmarks.systems import BASELINES
from benchmarks.threshold import best_threshold, refused_below
from bot.assistant import Assistant
from bot.understanding.morphology import Morphology
from knowledge import loader
from knowledge.model import Knowledge
from tests.knowledge.small_base import small_base
from tests.program import ROOT

BLIND = Path(__file__).parent / "questions" / "blind.jsonl"
LINE = {
    "id": "1",
    "q": "dwa największe klastry",
    "lang": "pl",
    "expect": [{"entity": None, "topic": "list"}],
    "set": ["lubelska-medycyna", "wschodni-klaster-ict"],
    "ordered": True,
}


def _file(folder: Path, *lines: object, name: str = "questions.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_the_order_of_a_set_counts_where_it_is_asked_for(tmp_path: Path) -> None:
    (question,) = read_questions(_file(tmp_path, LINE))
    right = ("lubelska-medycyna", "wschodni-klaster-ict")

    assert is_right(question, Given((None, "list"), right, "pl")) is True
    assert is_right(question, Given((None, "list"), right[::-1], "pl")) is False
    assert is_right(question, Given((None, "count"), right, "pl")) is False


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = _file(tmp_path, LINE, {"id": "2"})

    with pytest.raises(QuestionsError, match=r"questions\.jsonl:2"):
        read_questions(path)


def test_the_blind_questions_can_be_read() -> None:
    questions = read_questions(BLIND)

    assert len({question.id for question in questions}) == len(questions) == 300


def test_a_missing_file_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert score.main([str(tmp_path / "none.jsonl")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_labels_that_mean_the_same(tmp_path: Path) -> None:
    expect = [{"entity": None, "topic": "contact-general"}]
    (question,) = read_questions(_file(tmp_path, {**LINE, "expect": expect}))

    assert is_right(question, Given(label("zespol-ds-klastrow", "contact"), (), "pl")) is True
    assert is_right(question, Given(label("lpnt", "contact"), (), "pl")) is False


@pytest.mark.parametrize("topic", ["list", "count", "compare"])
def test_any_order_and_any_accepted_set_is_right_unless_order_is_asked_for(
    topic: str, tmp_path: Path
) -> None:
    line = {
        **LINE,
        "expect": [{"entity": None, "topic": topic}],
        "or_set": [["esta", "lotniczy"]],
        "ordered": False,
    }
    (question,) = read_questions(_file(tmp_path, line))

    shown = [
        ("wschodni-klaster-ict", "lubelska-medycyna"),
        ("lotniczy", "esta"),
        ("lotniczy", "lubelska-medycyna"),
        (),
    ]
    right = [is_right(question, Given((None, topic), ids, "pl")) for ids in shown]
    assert right == [True, True, False, False]


def test_the_report_tells_the_kinds_of_errors_apart(
    tmp_path: Path, assistant: Assistant, today: date
) -> None:
    none = [{"entity": None, "topic": "none"}]
    contact = [{"entity": "lotniczy", "topic": "contact"}]
    lines = [
        {"id": "right", "q": "kontakt do klastra lotniczego", "lang": "pl", "expect": contact},
        {"id": "next", "q": "a mail?", "lang": "pl", "expect": contact, "after": "right"},
        {"id": "wrong card", "q": "who runs the egg cluster", "lang": "en", "expect": contact},
        {"id": "refused", "q": "qwrt zxcv", "lang": "pl", "expect": contact},
        {"id": "false answer", "q": "what is a cluster?", "lang": "en", "expect": none},
        {"id": "rightly refused", "q": "jaka będzie pogoda?", "lang": "en", "expect": none},
    ]
    asked = ask_all(assistant, read_questions(_file(tmp_path, *lines)), today)

    table = {line[:24].strip(): line[24:].split()[:-1] for line in score.report(asked)}

    counted = {name: "".join(figures) for name, figures in table.items()}
    assert counted == {
        "all": "3/6",
        "pl": "2/3",
        "en": "1/3",
        "contact": "2/4",
        "none": "1/2",
        "false answers": "1/2",
        "wrong cards": "1/4",
        "false refusals": "1/4",
        "right language": "5/6",
    }


def test_the_benchmark_prints_a_line_for_each_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(small_base(tmp_path / "knowledge").folder))
    assert bench.main([str(_file(tmp_path, LINE)), "--only", "set", "--only", "BM25"]) == 0

    printed = capsys.readouterr().out
    for heading in ("right", "wrong cards", "false answers", "p50", "p99", "start", "memory"):
        assert heading in printed
    for system in ("token_set_ratio", "bm25s"):
        assert system in printed


def test_the_benchmark_names_a_line_that_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main([str(_file(tmp_path, {"id": "1"}))]) == 2
    assert "questions.jsonl:1" in capsys.readouterr().err


@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_answers_obvious_questions(
    name: str, some_documents: list[Document]
) -> None:
    obvious = {
        "telefon klaster lotniczy": ("lotniczy", "contact"),
        "website of the photonics cluster": ("fotonika-i-swiatlowody", "website"),
        "good evening": (None, "greeting"),
    }
    baseline = BASELINES[name](some_documents)

    ranked = {text: baseline.rank(text) for text in obvious}

    assert {text: label for text, (label, _) in ranked.items()} == obvious
    assert min(score for _, score in ranked.values()) > 0


@pytest.fixture(scope="module")
def some_documents(shipped: Knowledge) -> list[Document]:
    entities, topics = {"lotniczy", "fotonika-i-swiatlowody", None}, {"contact", "website"}
    wanted = {*product(entities, topics), (None, "greeting")}
    return [document for document in documents(shipped) if document.label in wanted]


@pytest.fixture(scope="module")
def whole() -> Knowledge:
    """The shipped knowledge with all that is learned from."""
    return loader.load()


def test_every_topic_has_phrasings_in_both_languages(whole: Knowledge) -> None:
    asked = phrasings(whole)

    assert asked.keys() == whole.topics.keys()
    assert [id_ for id_, own in asked.items() if not all(own.values())] == []
    assert "jak dołączyć" in [phrasing.lower() for phrasing in asked["join"]["pl"]]
    assert "jak dołączyć do {name}?" in asked["join"]["pl"]


def test_names_stand_where_an_example_has_their_place(whole: Knowledge) -> None:
    (joining,) = (one for one in documents(whole) if one.label == ("lotniczy", "join"))

    assert any(text.startswith("jak dołączyć do klas") for text in joining.questions())
    assert not any("{" in text for text in (*joining.questions(), joining.words()))


def test_the_best_threshold_refuses_what_has_no_answer(tmp_path: Path) -> None:
    none = [{"entity": None, "topic": "none"}]
    contact = [{"entity": None, "topic": "contact-general"}]
    lines = [
        {"id": id_, "q": id_, "lang": "en", "expect": expect}
        for id_, expect in (("a", contact), ("b", none), ("c", contact), ("d", none), ("e", none))
    ]
    questions = read_questions(_file(tmp_path, *lines))
    given = [Given((None, "contact-general"), (), "en")] * len(questions)
    scores = [0.9, 0.7, 0.6, 0.5, 0.3]

    threshold = best_threshold(questions, given, scores)

    assert threshold == 0.6
    assert judge(questions, refused_below(threshold, given, scores)) == Verdict(
        asked=5, right=4, wrong=0, to_refuse=3, false=1
    )


def test_growth_is_measured_in_a_base_whose_questions_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENCHMARK_STARTED", "0")
    growth.prepare(tmp_path, 20)

    grown = growth.measure_here(tmp_path, 20)

    assert {kind: share > 0.9 for kind, share in grown.right.items()} == dict.fromkeys(KINDS, True)
    monkeypatch.setattr(growth, "measure", lambda size: (1.0, grown))
    assert growth.main(["20", "200"]) == 0
    printed = capsys.readouterr().out
    for heading in ("first start", "memory", "p50", "p99", *KINDS, "grows 1.0 times"):
        assert heading in printed


def test_invented_clusters_are_the_same_in_every_base_and_understood(tmp_path: Path) -> None:
    synthetic.write_base(tmp_path / "small", 20)
    synthetic.write_base(tmp_path / "large", 25)

    small, large = (loader.load(tmp_path / size) for size in ("small", "large"))

    assert len(large.clusters) == 25
    assert [large.clusters[id_] for id_ in small.clusters] == list(small.clusters.values())
    assert {one.kind for one in synthetic.questions(20)} == set(KINDS)


CONTACT = {
    "id": "1",
    "q": "kontakt do klastra lotniczego",
    "lang": "pl",
    "expect": [{"entity": "lotniczy", "topic": "contact"}],
}


def test_the_whole_stands_first_among_the_parts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ablation.main([str(_file(tmp_path, CONTACT)), "--only", "no such part"]) == 0

    printed = capsys.readouterr().out
    assert re.search(r"everything +100\.0% +0 +0 of 0\n$", printed)


def test_a_part_left_out_is_missed(
    assistant: Assistant,
    whole: Knowledge,
    morphology: Morphology,
    tmp_path: Path,
    today: date,
) -> None:
    """It learns anew without the part, here from a few of the lessons."""
    dialogues = {
        id_: one.model_copy(update={"dialogues": one.dialogues[:5]})
        for id_, one in whole.dialogues.items()
    }
    examples = {
        id_: one.model_copy(update={"pl": one.pl[:50], "en": one.en[:50]})
        for id_, one in whole.examples.items()
    }
    lessons = {"dialogues": dialogues, "examples": examples}
    few = Knowledge.model_construct(**{**dict(whole), **lessons})
    quick = Assistant(few, assistant.texts, morphology, assistant.learned)
    questions = read_questions(_file(tmp_path, CONTACT))

    everything, without = ablation.rows(quick, questions, ["no examples"], today)

    assert re.fullmatch(r"everything +100\.0% +0 +0 of 0", everything)
    assert re.match(r"no examples +\d", without)


def test_hints_are_left_out_of_the_knowledge(shipped: Knowledge) -> None:
    (other,) = (one for one in ablation.hintless({"x": shipped.clusters["lotniczy"]}).values())

    assert other.recognised_by.hints.all() == ()
    assert other.recognised_by.aliases == shipped.clusters["lotniczy"].recognised_by.aliases


def test_foreign_examples_are_learned_by_every_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = {
        "card": ["my card is lost", "I lost my card", "where is my lost card"],
        "rate": ["what is the rate", "exchange rate today", "which rate do you use"],
        "top-up": ["how to top up", "top up failed", "can I top up by phone"],
    }
    base = [{"id": id_, "aliases": phrases} for id_, phrases in examples.items()]
    asked = [{"q": phrase, "expect": id_} for id_, (phrase, *_) in examples.items()]
    files = [
        _file(tmp_path, *base, name="kb.jsonl"),
        _file(tmp_path, *asked, name="test.jsonl"),
        _file(tmp_path, {"q": "play some jazz"}, name="none.jsonl"),
    ]

    assert foreign.main(list(map(str, files))) == 0

    printed = capsys.readouterr().out
    assert "3 labels, 3 questions, 1 without an answer" in printed
    for system in ("classifier", "WRatio", "token_set_ratio", "bm25s", "n-grams"):
        assert re.search(rf"{system}\S*( \S+)* +100\.0%", printed)


def test_a_foreign_base_that_cannot_be_read_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert foreign.main([str(tmp_path / "none")] * 3) == 2
    assert "not a foreign base" in capsys.readouterr().err


def test_the_threshold_lets_a_share_of_them_pass() -> None:
    scores = [index / 100 for index in range(100)]

    threshold = foreign.threshold_at(scores, 0.05)

    assert sum(score > threshold for score in scores) == 5


def test_nothing_refers_to_files_outside_of_the_project() -> None:
    for path in (ROOT / "benchmarks").glob("*.py"):
        assert "/work" not in path.read_text(encoding="utf-8")
