"""Editors work on the files of the running program: who is told, what is answered."""

import json
import shutil
from pathlib import Path

from knowledge.loader import PACKAGED
from tests.telegram.emulator import BotApi
from tests.telegram.people import Person
from tests.telegram.running import RunningBot
from tests.web.asking import address_of, get, get_until

QUESTION = "telefon do zespołu ds. klastrów"
PHONE, CORRECTED = "+48 81 466 25 07", "+48 81 466 25 99"
FILE = "organisations/zespol-ds-klastrow.yaml"


async def test_errors_are_told_to_staff_and_mended_files_answer_without_a_restart(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(PACKAGED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    file = folder / FILE
    text = file.read_text(encoding="utf-8")
    async with BotApi() as api:
        boss, person = Person(api), Person(api)
        running = await RunningBot.start(
            api.url, tmp_path, KNOWLEDGE_DIR=str(folder), STAFF_IDS=str(boss.id)
        )
        address = await address_of(running)
        before = json.loads((await get(f"{address}/healthz"))[1])
        file.write_text(text.replace("phone: ", "fone: "), encoding="utf-8")
        told = await boss.hear()
        await get_until(f"{address}/readyz", 200, "has errors and is not taken")
        old = await person.say(QUESTION)
        file.write_text(text.replace(PHONE, CORRECTED), encoding="utf-8")
        await running.wrote("of the knowledge answers now")
        new = await person.say(QUESTION)
        after = json.loads((await get(f"{address}/healthz"))[1])
        code = await running.stop()

    assert code == 0
    assert f"{FILE}:" in told.text
    assert "'fone' is unknown here. Did you mean 'phone'?" in told.text
    assert PHONE in old.text
    assert CORRECTED in new.text
    assert after["version"] != before["version"]
    assert after["changed_at"] > before["changed_at"]
