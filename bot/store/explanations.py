"""What the fields of an export mean, for the person whose data they are, in both languages."""

from collections.abc import Mapping

Explanation = Mapping[str, str]


def _both(polish: str, english: str) -> Explanation:
    return {"pl": polish, "en": english}


_PERSON = _both(
    "skrót z kluczem w miejsce identyfikatora osoby", "a keyed hash in place of the person's id"
)
_CHANNEL = _both("skąd przyszło pytanie lub rozmowa", "where the question or talk came from")

EXPLANATIONS: Mapping[str, Mapping[str, Explanation]] = {
    "people": {
        "person": _PERSON,
        "language": _both("wybrany język odpowiedzi", "the language chosen for replies"),
        "notices": _both("jednorazowe uwagi już pokazane", "notices of one time already shown"),
        "gone_at": _both("kiedy bot został zablokowany", "when the bot was blocked"),
        "tokens": _both(
            "ile wiadomości można jeszcze wysłać od razu", "how many messages may follow at once"
        ),
        "tokens_at": _both("kiedy to policzono", "when that was counted"),
        "is_limited": _both(
            "czy powiedziano już, że wiadomości jest za dużo",
            "whether it was said that there were too many messages",
        ),
        "seen_at": _both("ostatnia wiadomość", "the last message"),
    },
    "conversations": {
        "chat": _both(
            "skrót z kluczem w miejsce identyfikatora czatu",
            "a keyed hash in place of the chat's id",
        ),
        "channel": _CHANNEL,
        "state": _both(
            "o czym była mowa, aby rozumieć dalsze pytania",
            "what was talked about, so that further questions are understood",
        ),
        "changed_at": _both("ostatnia zmiana", "the last change"),
    },
    "questions": {
        "id": _both("numer pytania", "the number of the question"),
        "person": _PERSON,
        "channel": _CHANNEL,
        "asked_at": _both("kiedy zadano pytanie", "when the question was asked"),
        "text": _both("treść bez danych osobowych", "the words, without personal data"),
        "language": _both("język odpowiedzi", "the language of the reply"),
        "outcome": _both("rodzaj odpowiedzi", "the kind of reply"),
        "entity": _both(
            "klaster lub instytucja w odpowiedzi", "the cluster or office replied about"
        ),
        "topic": _both("temat odpowiedzi", "the topic of the reply"),
        "knowledge_version": _both(
            "wersja bazy wiedzy", "the version of the knowledge that replied"
        ),
        "milliseconds": _both("czas przygotowania odpowiedzi", "how long the reply took to make"),
        "reply_id": _both("numer odpowiedzi w czacie", "the number of the reply in the chat"),
    },
    "feedback": {
        "id": _both("numer oceny", "the number of the feedback"),
        "person": _PERSON,
        "question": _both("numer ocenionego pytania", "the number of the question it is about"),
        "is_helpful": _both("czy odpowiedź pomogła", "whether the reply helped"),
        "reason": _both("wybrany powód", "the reason chosen"),
        "given_at": _both("kiedy oceniono", "when it was given"),
    },
    "cases": {
        "id": _both("numer sprawy", "the number of the case"),
        "person": _PERSON,
        "chat": _both(
            "identyfikator czatu, dopóki sprawa jest otwarta",
            "the id of the chat, while the case is open",
        ),
        "question": _both(
            "przekazane pytanie bez danych osobowych", "what was passed on, without personal data"
        ),
        "language": _both("język odpowiedzi", "the language of the reply"),
        "reply_id": _both("numer odpowiedzi w czacie", "the number of the reply in the chat"),
        "opened_at": _both("kiedy przekazano pytanie", "when the question was passed on"),
        "answered_at": _both("ostatnia odpowiedź zespołu", "the team's last answer"),
        "closed_at": _both("kiedy zamknięto sprawę", "when the case was closed"),
    },
    "case_messages": {
        "chat": _both(
            "skrót z kluczem w miejsce identyfikatora czatu",
            "a keyed hash in place of the chat's id",
        ),
        "message": _both(
            "numer wiadomości bota, na którą można odpisać",
            "the number of a message of the bot that can be replied to",
        ),
        "case_id": _both("numer sprawy", "the number of the case"),
    },
    "case_lists": {
        "chat": _both(
            "skrót z kluczem w miejsce identyfikatora czatu",
            "a keyed hash in place of the chat's id",
        ),
        "message": _both(
            "numer wiadomości bota z listą spraw", "the number of a message that lists cases"
        ),
        "case_id": _both("numer sprawy", "the number of the case"),
    },
    "staff_actions": {
        "id": _both("numer czynności", "the number of the action"),
        "staff": _PERSON,
        "action": _both("czynność pracownika", "what a member of the staff did"),
        "detail": _both("szczegóły", "details"),
        "done_at": _both("kiedy", "when"),
    },
    "inbox": {
        "update_id": _both("numer wiadomości w kanale", "the channel's number of the message"),
        "chat": _both(
            "identyfikator czatu, do czasu odpowiedzi", "the id of the chat, until it is answered"
        ),
        "chat_key": _both("pseudonim czatu", "the pseudonym of the chat"),
        "person_key": _both("pseudonim osoby", "the pseudonym of the person"),
        "body": _both(
            "wiadomość w całości, do czasu odpowiedzi", "the whole message, until it is answered"
        ),
        "state": _both(
            "0 czeka, 1 załatwiona, 2 odłożona z powodu błędu",
            "0 waiting, 1 done, 2 set aside because of an error",
        ),
        "tries": _both("ile razy próbowano odpowiedzieć", "how often an answer was tried"),
        "owner": _both("proces, który odpowiada", "the process that answers"),
        "received_at": _both("kiedy przyszła", "when it came"),
    },
}
"""By table and column, in the order of `bot.store.privacy.export`."""
