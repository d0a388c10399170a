"""Remembering what a method said, without holding on to the object that it belongs to."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar
from weakref import WeakMethod

P = ParamSpec("P")
T = TypeVar("T")


def remembered(method: Callable[P, T], most: int) -> Callable[P, T]:
    """The method with its newest results kept, `most` of them.

    For an object that keeps this in itself. A plain `lru_cache` of a bound method makes a circle:
    the object then stays in memory until the garbage collector has looked through everything,
    which stops the program for as long as many questions take.
    """
    weak = WeakMethod(method)

    def ask(*arguments: P.args, **named: P.kwargs) -> T:
        own = weak()
        assert own is not None  # whoever asks holds the object
        return own(*arguments, **named)

    return lru_cache(most)(ask)  # type: ignore[return-value] # it is called in the same way
