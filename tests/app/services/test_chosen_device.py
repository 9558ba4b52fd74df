"""The device that was chosen reaches every job that names none."""

from __future__ import annotations

from app.services.chosen_device import ChosenDevice
from app.services.jobs import BackboneSource, Cancelled, Event, NamesJob, Paused, Started
from app.services.settings import Settings
from app.storage.storage import Storage
from mmrl_engine.notices import Notice, notice
from tests.app.scripted_runner import ScriptedRunner


def test_leaving_the_graphics_card_is_told_once_for_each_reason(storage: Storage) -> None:
    runner, told, heard = ScriptedRunner(), list[Notice](), list[Event]()
    chosen = ChosenDevice(runner, Settings(storage), tell=told.append)
    lost, full = Started("cpu", notice("device-lost")), Started("cpu", notice("device-memory"))
    for event in (Started("cpu", notice("device-no-card")), lost, full, lost):
        chosen.submit(NamesJob(BackboneSource(), ()), heard.append)
        runner.tell(event)
    assert told == [lost.reason, full.reason]
    assert [event for event in heard if isinstance(event, Started)][-1] == lost


def test_a_job_without_a_device_gets_the_chosen_one(storage: Storage) -> None:
    runner, settings = ScriptedRunner(), Settings(storage)
    chosen = ChosenDevice(runner, settings)
    told: list[Event] = []
    for device in ("cpu", "cuda:1"):
        settings.set(key="device", value=device)
        job_id = chosen.submit(NamesJob(BackboneSource(), ()), told.append)
        assert runner.last.backbone == BackboneSource(device=device)
        chosen.cancel(job_id)
    chosen.pause(chosen.submit(NamesJob(BackboneSource(device="mps"), ()), told.append))
    assert runner.last.backbone.device == "mps"
    assert [type(event) for event in told if isinstance(event, Cancelled | Paused)] == [Cancelled, Cancelled, Paused]
