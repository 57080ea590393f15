"""Coming back days later, to servers that were started anew meanwhile."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from bot.replies import phrase
from tests.dialogues.driver import Program
from tests.running import RunningServer

pytestmark = pytest.mark.server

DAYS = 3 * 24 * 3600.0
SECRET = "我家三口人，老婆尿毒症，住在闽侯县上街镇"


def grow_older(database: Path, seconds: float) -> None:
    """All that was said was said so much earlier."""
    store = sqlite3.connect(database)
    with store:
        events = store.execute("SELECT id, data FROM events").fetchall()
        for identifier, data in events:
            event = json.loads(data)
            event["timestamp"] -= seconds
            store.execute(
                "UPDATE events SET data = ?, timestamp = ? WHERE id = ?",
                (json.dumps(event), event["timestamp"], identifier),
            )
    store.close()


def test_it_shows_nothing_before_a_yes_and_goes_on_after_it(own_server: RunningServer) -> None:
    port = own_server.options.port
    first, second, third = (Program(port) for _ in range(3))
    for program in (first, second, third):
        program.say(SECRET)
        program.say("同意")
    open_question, told = first.question, first.told
    third.finish()
    own_server.kill("rasa")
    own_server.wait()
    grow_older(own_server.database, DAYS)
    own_server.start_again()

    assert [reply["text"] for reply in first.history()] == [phrase("resume_open")]
    first.say("我儿子失业了")
    assert first.texts == [phrase("resume_open")]
    assert first.question == "resume"
    assert first.answer["household"] is None
    first.choose("go_on")
    assert first.texts[0] == phrase("resumed")
    assert any(m["relation"] == "son" for m in first.household["members"])
    assert first.told.items() >= told.items()
    assert first.question == open_question
    assert first.history()[0]["text"] == SECRET

    second.say("接着来吧")
    assert second.texts[0] == phrase("resumed")
    assert second.question == open_question

    assert [reply["text"] for reply in third.history()] == [phrase("resume_finished")]
    third.choose("anew", question="resume")
    assert third.texts == [phrase("begun_anew")]
    assert third.history() == []
    third.say("你好")
    assert third.question == "consent"
