from bot.conversation import Conversation
from bot.limits import Bucket
from handlers.telegram.chats import Chat, Chats, chat_of, state_of


def test_a_chat_is_remembered_while_it_is_served() -> None:
    chats = Chats()
    chat = Chat(Conversation(entity="lotniczy"), fixed_language="en")

    chats.put(1, chat)

    assert chats.get(1) == chat
    assert chats.get(2) == Chat()
    assert chats.release(1) == chat
    assert len(chats) == 0


def test_a_chat_comes_back_from_the_store_as_it_was() -> None:
    conversation = Conversation(entity="lotniczy", set=("lotniczy", "esta"), language="pl")
    chat = Chat(conversation, "en", album="7", allowance=Bucket(3.5, 1000))

    assert chat_of(state_of(chat)) == chat


def test_what_another_version_remembered_does_no_harm() -> None:
    assert chat_of({"conversation": {"entity": 7}}) == Chat()
    assert chat_of({"unknown": 1}) == Chat()
    assert chat_of(None) == Chat()
