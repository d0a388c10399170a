"""Remembering what a function or method said, where `lru_cache` alone would cost too much."""

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar
from weakref import ref

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")


def remembered(method: Callable[P, T], most: int) -> Callable[P, T]:
    """The method with its newest results kept, `most` of them.

    For an object that keeps this in itself. A plain `lru_cache` of a bound method makes a circle:
    the object then stays in memory until the garbage collector has looked through everything,
    which stops the program for as long as many questions take.
    """
    own, function = ref(method.__self__), method.__func__  # type: ignore[attr-defined] # a method

    def ask(*arguments: P.args, **named: P.kwargs) -> T:
        result: T = function(own(), *arguments, **named)  # whoever asks holds the object
        return result

    return lru_cache(most)(ask)  # type: ignore[return-value] # it is called in the same way


def remembered_of(function: Callable[[S], T], most: int) -> Callable[[S], T]:
    """The function with its newest results kept, `most` of them, for the very same objects.

    Nothing in them is compared: of a large frozen value that takes longer than some answers.
    """
    kept: OrderedDict[int, tuple[S, T]] = OrderedDict()

    def ask(subject: S) -> T:
        # While it is held here, nothing else can have its id.
        found = kept.get(id(subject))
        if found is not None:
            return found[1]
        result = function(subject)
        kept[id(subject)] = subject, result
        if len(kept) > most:
            kept.popitem(last=False)
        return result

    return ask
