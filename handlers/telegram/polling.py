"""Long polling: what Telegram hands out is committed to the inbox before it is confirmed."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.store.faults import StoreError
from bot.store.inbox import Inbox
from bot.store.records import Delivery
from handlers.telegram.arrivals import Arrivals
from handlers.telegram.patience import seconds_of

_log = logging.getLogger(__name__)

_LONG_POLL = 10
_MOST_UPDATES = 100
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0


async def poll(
    connection: BaseRequest,
    bot_url: str,
    allowed_updates: Sequence[str],
    inbox: Inbox,
    arrivals: Arrivals,
    take: Callable[[Iterable[Delivery]], None],
) -> None:
    """Fetch updates for ever.

    The next getUpdates confirms the ones before it, so it is sent once they are committed.

    Raises:
        InvalidToken: when Telegram refuses the token.
    """
    offset, pause, is_alone = 0, _FIRST_PAUSE, True
    while True:
        asked = {
            "offset": offset,
            "timeout": _LONG_POLL,
            "limit": _MOST_UPDATES,
            "allowed_updates": json.dumps(allowed_updates),
        }
        try:
            got = await connection.post(
                f"{bot_url}/getUpdates?{urlencode(asked)}", read_timeout=_LONG_POLL + 5
            )
            listed = got if isinstance(got, list) else []
            updates = [read for update in listed if (read := arrivals.read(update))]
            take(await inbox.put(updates))
        except InvalidToken:
            raise
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except (TelegramError, StoreError) as error:
            # The connection and the inbox have logged what it is.
            if isinstance(error, Conflict) and is_alone:
                _log.warning("Another program fetches this bot's updates; waiting for it to stop")
                is_alone = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            pause, is_alone = _FIRST_PAUSE, True
            offset = max((update.update_id + 1 for update in updates), default=offset)
