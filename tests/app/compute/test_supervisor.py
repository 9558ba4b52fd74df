"""What the supervisor makes of messages in an order that real processes give only now and then."""

from __future__ import annotations

import time
from typing import Any, cast

import pytest

from app.compute import supervisor
from app.compute.messages import FromChild, Ready, ToChild, Working
from app.compute.process import ChildProcess
from app.compute.supervisor import End, Heard, Inbox, New, StopJob, Supervisor
from app.services.jobs import BackboneSource, Cancelled, Event, NamesJob, Queued
from tests.app.compute.told_events import Told

JOB = NamesJob(BackboneSource(), ("grey",))


class Mute:
    """Stands for a child that says only what the test puts into the inbox."""

    def __init__(self) -> None:
        self.sent: list[ToChild] = []
        self.done: list[str] = []

    def send(self, message: ToChild) -> None:
        self.sent.append(message)

    def kill(self) -> None:
        self.done.append("kill")

    def end(self) -> None:
        self.done.append("end")


def says(child: Mute, message: FromChild | None) -> Heard:
    return Heard(cast(ChildProcess, child), message)


def run(requests: list[Any], children: list[Mute]) -> None:
    """Has a supervisor serve `requests`, and then `End`; it starts `children` one after another."""
    inbox: Inbox = Inbox()
    for request in [*requests, End()]:
        inbox.put(request)
    waiting = iter(cast("list[ChildProcess]", children))

    def tell(listener: Any, event: Event) -> None:
        listener(event)

    def fail(error: Exception) -> None:
        raise error

    Supervisor(inbox, lambda: next(waiting), tell, fail).run()


def test_a_job_that_begins_while_its_child_is_being_killed_is_not_to_blame() -> None:
    """Others are stopped too late, time and again; the child tells its last when it is as good as dead."""
    patient, children = Told(), [Mute() for _ in range(5)]
    requests: list[Any] = [New("patient", JOB, patient)]
    for number, child in enumerate(children[:-1]):
        other = f"other {number}"
        requests += [says(child, Ready()), New(other, JOB, Told()), StopJob(other, "cancel", time.monotonic() - 1)]
        requests += [says(child, Working("patient")), says(child, None)]
    run(requests, children)
    assert patient.events == [Queued(), Cancelled()]
    assert [child.done for child in children] == [["kill", "end"]] * 4 + [["end"]]


def test_closing_does_not_wait_for_a_child_that_still_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "CLOSE_SECONDS", 3600.0)
    told, child = Told(), Mute()
    run([New("job", JOB, told)], [child])
    assert told.events == [Queued(), Cancelled()]
    assert child.done == ["end"]
