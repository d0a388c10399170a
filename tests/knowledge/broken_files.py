"""Files with one mistake each, as people, editors, programs and attackers make them."""

from dataclasses import dataclass

from knowledge.yaml_reader import MAX_BYTES
from tests.knowledge.small_base import BAKERS, FILES

GOOD = FILES[BAKERS]
TEXT = "pl: Biuro klastra."
SECTORS = "sectors: [food]"
HINT = "pl: [bułka]"
LAUGHS = 'a: &a ["lol", "lol", "lol", "lol"]\n' + "".join(
    f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, one in zip("abcdefgh", "bcdefghi", strict=True)
)


@dataclass(frozen=True, slots=True)
class Broken:
    """The content of clusters/bakers.yaml, and the rule that it breaks on the line."""

    name: str
    content: str | bytes
    rule: str
    line: int


def put(new: str, old: str = TEXT) -> str:
    """The good file with `new` in the place of `old`."""
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


BROKEN = (
    Broken("nothing", "", "empty-file", 1),
    Broken("only a comment", "# later\n", "empty-file", 1),
    Broken("only the start of a document", "---\n", "file-keys-expected", 2),
    Broken("a list", "- a\n- b\n", "file-keys-expected", 1),
    Broken("a sentence", "id bakers\n", "file-keys-expected", 1),
    Broken("a number", "42\n", "file-keys-expected", 1),
    Broken("two documents", GOOD + "---\n" + GOOD, "yaml-two-documents", 48),
    Broken("UTF-16", GOOD.encode("utf-16"), "not-utf8", 1),
    Broken("Windows-1250", GOOD.encode("cp1250"), "not-utf8", 1),
    Broken("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not-utf8", 1),
    Broken("zeros", b"\0" * 1_000, "yaml-character", 1),
    Broken("a bell", put("pl: Biuro\x07klastra."), "yaml-character", 1),
    Broken("half of a pair", put("pl: ").encode() + b"\xed\xa0\x80", "not-utf8", 1),
    Broken("10 MB", "#" + "x" * (10 << 20), "too-large", 1),
    Broken("one byte too many", "#" * (MAX_BYTES + 1), "too-large", 1),
    Broken("2 million values", put(f"pl: [{'x,' * 2_000_000}]"), "too-many-values", 1),
    Broken("10 MB of lines", "- x\n" * 2_500_000, "too-large", 1),
    Broken("tab", "id: bakers\n\tname: x\n", "yaml-tab", 2),
    Broken("tab in a list", "id:\n\t- bakers\n", "yaml-tab", 2),
    Broken("colon in a sentence", put("pl: Biuro: parter."), "yaml-colon", 24),
    Broken("no colon", put("pl: Biuro klastra.\n          en"), "yaml-no-colon", 26),
    Broken("word without a colon", GOOD + "koniec\n", "yaml-no-colon", 49),
    Broken("open quote", 'id: bakers\nname: "x\n', "yaml-quote", 3),
    Broken("open apostrophe", put("pl: 'Biuro klastra."), "yaml-rest", 25),
    Broken("quote inside quotes", put('pl: "Biuro "Klaster" w Lublinie."'), "yaml-rest", 24),
    Broken("apostrophe inside apostrophes", put("pl: 'Biuro O'Neill.'"), "yaml-rest", 24),
    Broken("bracket too many", put("sectors: [food]]", SECTORS), "yaml-rest", 12),
    Broken("open bracket", put("sectors: [food", SECTORS), "yaml-bracket", 13),
    Broken("no comma", put("sectors: [food wool: x", SECTORS), "yaml-bracket", 13),
    Broken("crooked indent", put("pl: Biuro klastra.\n         en: x"), "yaml-indent", 25),
    Broken("sign at the start", put("pl: @biuro"), "yaml-start", 24),
    Broken("percent at the start", put("pl: %biuro"), "yaml-start", 24),
    Broken("star alone", put("pl: * biuro"), "yaml-start", 24),
    Broken("backslash", put('pl: "Biuro \\klastra."'), "yaml-escape", 24),
    Broken("directive", "%FOO bar\n---\n" + GOOD, "yaml-syntax", 1),
    Broken("alias", put("pl: &a Biuro\n          fr: *a"), "alias", 25),
    Broken("alias bomb", LAUGHS, "alias", 2),
    Broken("merge key", put("pl: Biuro.\n          <<: *b"), "alias", 25),
    Broken("alias of itself", "id: &a [*a]\n", "alias", 1),
    Broken("brackets without end", "id: " + "[" * 100_000, "too-deep", 1),
    Broken("braces without end", "id: " + "{a: " * 50_000, "too-deep", 1),
    Broken("dashes without end", "- " * 100_000, "too-deep", 1),
    Broken("keys without end", "? " * 100_000, "too-deep", 1),
    Broken("keys after a byte order mark", "\ufeff" + "? " * 100_000, "too-deep", 1),
    Broken("dashes after a rare line end", "- a\u2028" + "- " * 100_000, "too-deep", 2),
    Broken("steps without end", "\n".join(" " * i + "k:" for i in range(900)), "too-deep", 13),
    Broken("tag of Python", put("pl: !!python/object/apply:os.getcwd []"), "tag", 24),
    Broken("tag of a number", put("pl: !!int 5"), "tag", 24),
    Broken("key that is a list", put("? [a, b]\n: c", SECTORS), "key-not-a-word", 12),
    Broken("key twice", put("sectors: []\nsectors: [food]", SECTORS), "key-twice", 13),
    Broken("null for a list", put("sectors: ~", SECTORS), "list-expected", 12),
    Broken("nothing for a list", put("sectors:", SECTORS), "list-expected", 12),
    Broken("Norway as an id", put("sectors: [no]", SECTORS), "unknown-sector", 12),
    Broken("octal", put("sectors: [010]", SECTORS), "unknown-sector", 12),
    Broken("yes for a number", put("value: yes", "value: 12"), "whole-number-expected", 29),
    Broken("octal number", put("value: 0o17", "value: 12"), "whole-number-expected", 29),
    Broken("sexagesimal", put("value: 1:30", "value: 12"), "whole-number-expected", 29),
    Broken("a fraction", put("value: 12.5", "value: 12"), "whole-number-expected", 29),
    Broken("endless number", put(f"value: {'9' * 5_000}", "value: 12"),
           "whole-number-expected", 29),
    Broken("3,000 strange keys", GOOD + "".join(f"k{i}: x\n" for i in range(3_000)),
           "unknown-key", 48),
    Broken("300,000 letters for an id", put(f"sectors: [{'x' * 300_000}]", SECTORS),
           "unknown-sector", 12),
    Broken("100,000 strange keys", "".join(f"k{i}: x\n" for i in range(100_000)),
           "too-many-values", 1),
    Broken("100,000 strange ids", put(f"sectors: [{'x,' * 100_000}]", SECTORS),
           "unknown-sector", 12),
    Broken("100,000 empty texts", put(f"pl: [{chr(34) * 2},{'~,' * 100_000}]", HINT),
           "empty-text", 18),
    Broken("phone as a number", put("phone: +48814662505", 'phone: "+48 81 466 25 05"'),
           "phone-unquoted", 32),
    Broken("letters of no alphabet", put("id: b\u0430kers", "id: bakers"), "bad-id", 1),
    Broken("a port that is none", put("url: https://a.pl:99999/", "url: https://example.pl/kontakt"),
           "bad-url", 36),
    Broken("an address that ends oddly", put("url: https://[::1", "url: https://example.pl/kontakt"),
           "bad-url", 36),
)  # fmt: skip
