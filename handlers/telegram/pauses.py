"""The chats that Telegram wants left alone for a while."""

_FEW = 64


class Pauses:
    """When each pause ends, in seconds of any clock that the caller keeps to.

    Chats whose pause is over are forgotten: at most twice as many are held as have one.
    """

    def __init__(self) -> None:
        self._ends: dict[str, float] = {}
        self._sweep_at = _FEW

    def begin(self, chat: int | str | None, end: float, now: float) -> None:
        """Leave the chat alone until `end`, or longer if that was said before."""
        if chat is None:
            return
        self._ends[str(chat)] = max(end, self.end(chat, now))
        if len(self._ends) > self._sweep_at:
            self._ends = {name: end for name, end in self._ends.items() if end > now}
            self._sweep_at = max(_FEW, 2 * len(self._ends))

    def end(self, chat: int | str | None, now: float) -> float:
        """When the pause of the chat ends; 0 when it has none."""
        if not self._ends or chat is None:
            return 0
        name = str(chat)
        end = self._ends.get(name, 0)
        if end > now:
            return end
        self._ends.pop(name, None)
        return 0

    def __len__(self) -> int:
        return len(self._ends)
