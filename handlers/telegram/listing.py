"""The whole list of clusters, page by page, with a button for each cluster of the page."""

from dataclasses import replace

from bot.cards import FollowUp, Pages, Target
from bot.conversation import Found, Reply
from bot.texts import Texts
from handlers.telegram.short_names import short_name
from knowledge.model import Knowledge

ROWS = 5
_TOPICS = ("list", "count")


def page_of(reply: Reply, page: int, knowledge: Knowledge, texts: Texts) -> Reply:
    """One page of the reply that shows the whole list; any other reply as it is.

    A list under a condition is shown whole: no button could hold the condition.
    """
    answer = reply.answer
    if not isinstance(answer, Found) or answer.topic not in _TOPICS:
        return reply
    table = answer.card.table
    headline = texts.say("list.all", reply.language, count=len(answer.set))
    if table is None or len(table.rows) <= ROWS or answer.card.lines[0].text != headline:
        return reply
    count = -(-len(table.rows) // ROWS)
    page = page if page <= count else 1
    rows = table.rows[(page - 1) * ROWS : page * ROWS]
    shown = (knowledge.entities[row.entity] for row in rows if row.entity)
    card = replace(
        answer.card,
        lines=answer.card.lines if page == 1 else answer.card.lines[:1],
        table=replace(table, rows=rows),
        follow_ups=tuple(
            FollowUp(short_name(entity, texts, reply.language), Target("overview", entity.id))
            for entity in shown
        ),
        pages=Pages(Target(answer.topic, page=page), count),
    )
    return replace(reply, answer=replace(answer, card=card))
