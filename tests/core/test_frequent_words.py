"""The lists read without their library are what the library gives."""

import pytest
import wordfreq

from bot.understanding.frequent_words import EVERYDAY_WORDS, frequent_words


@pytest.mark.parametrize("language", ["pl", "en", "uk", "ru"])
def test_the_words_are_those_of_the_library(language: str) -> None:
    expected = wordfreq.top_n_list(language, EVERYDAY_WORDS, wordlist="small")

    assert [*frequent_words(language)] == expected


def test_a_language_without_a_list_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match="small_xx"):
        frequent_words("xx")
