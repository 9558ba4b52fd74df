"""What the window's side of the child promises, shown with real processes that need no torch."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from app.compute.process import ChildMain
from app.compute.runner import ComputeRunner
from app.services.jobs import (
    LAST,
    BackboneSource,
    Cancelled,
    Event,
    Failed,
    FeaturesJob,
    Finished,
    Job,
    JobPicture,
    Moved,
    NamesJob,
    NameVectors,
    Order,
    Part,
    Paused,
    Queued,
    Started,
    TrainJob,
)
from mmrl_engine.types import TrainConfig
from tests.app.compute.children import child_pid, obedient_child, quick_context, stillborn_child, unloadable_child
from tests.app.compute.told_events import DEADLINE, Told, appears, codes

HERE = BackboneSource()


def commands(*names: str, order: Order = Order.NAMES) -> NamesJob:
    return NamesJob(HERE, names, order=order)


def numbered(*commands: str) -> FeaturesJob:
    """A job that tells one vector after each command."""
    return FeaturesJob(HERE, tuple(JobPicture(Path(command)) for command in commands))


def make_runner(
    folder: Path,
    child_main: ChildMain = obedient_child,
    on_error: Callable[[Exception], None] = lambda error: pytest.fail(repr(error)),
) -> ComputeRunner:
    return ComputeRunner(
        features=folder / "features",
        stems=folder / "stems",
        child_main=child_main,
        context=quick_context(),
        on_error=on_error,
    )


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[ComputeRunner]:
    with make_runner(tmp_path) as made:
        yield made


def submitted(runner: ComputeRunner, job: Job) -> tuple[str, Told]:
    told = Told()
    return runner.submit(job, told), told


def is_started(event: Event) -> bool:
    return isinstance(event, Started)


def gone(pid: int) -> bool:
    """Whether the process is no more, not even as a zombie, once some seconds have passed."""
    end = time.monotonic() + DEADLINE
    while psutil.pid_exists(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not psutil.pid_exists(pid)


def test_a_job_is_told_from_its_start_to_its_end(runner: ComputeRunner) -> None:
    _, told = submitted(runner, commands("step", "step"))
    told.result()
    assert [type(event) for event in told.events] == [Queued, Started, Moved, Moved, Finished]


def test_earlier_orders_run_first_and_jobs_of_one_order_as_they_came(runner: ComputeRunner) -> None:
    _, first = submitted(runner, commands("wait 0.5", order=Order.ANSWER))
    first.wait(is_started)
    log: list[tuple[str, Event]] = []
    wanted = [("rest", Order.REST), ("one", Order.NAMES), ("two", Order.NAMES), ("answer", Order.ANSWER)]
    told = [Told(log, name) for name, _ in wanted]
    for (_, order), listener in zip(wanted, told, strict=True):
        runner.submit(commands("step", "step", order=order), listener)
    for listener in told:
        listener.result()
    assert [name for name, event in log if isinstance(event, Finished)] == ["answer", "one", "two", "rest"]


def test_an_urgent_job_overtakes_one_that_runs_which_then_goes_on(runner: ComputeRunner) -> None:
    log: list[tuple[str, Event]] = []
    slow, quick = Told(log, "slow"), Told(log, "quick")
    runner.submit(commands(*["wait 0.05"] * 20, order=Order.REST), slow)
    slow.wait(is_started)
    runner.submit(commands("step", order=Order.ANSWER), quick)
    slow.result()
    steps = [name for name, event in log if isinstance(event, Moved | Finished)]
    assert steps.count("slow") == 21
    assert steps.index("quick") < 20
    assert steps[steps.index("quick") : steps.index("quick") + 2] == ["quick", "quick"]
    assert len(slow.of_kind(Started)) == 1


def test_progress_comes_with_its_rate_and_the_time_left(runner: ComputeRunner) -> None:
    _, told = submitted(runner, commands(*["wait 0.25"] * 16))
    told.result()
    moved = told.of_kind(Moved)
    assert [event.rate for event in moved[:2]] == [None, None]
    assert all(event.rate and event.seconds_left for event in moved[14:15])
    assert moved[15].seconds_left == 0


def test_a_mistake_of_ours_ends_its_job_alone(runner: ComputeRunner) -> None:
    for command in ("bug", "unsendable"):
        _, told = submitted(runner, commands("step", command))
        last = told.last()
        assert codes(last) == ["job-own-mistake"]
        assert isinstance(last, Failed)
        assert ("a mistake of ours" if command == "bug" else "pickle") in last.trace.lower()
    _, told = submitted(runner, commands("step"))
    told.result()


def test_a_job_that_cannot_be_sent_ends_by_itself(runner: ComputeRunner) -> None:
    _, told = submitted(runner, commands("step", lambda: None))  # type: ignore[arg-type]
    assert codes(told.last()) == ["job-own-mistake"]
    _, told = submitted(runner, commands("step"))
    told.result()


def test_a_fault_of_the_input_or_the_machine_is_told_in_its_own_words(runner: ComputeRunner) -> None:
    for command, code in [("refuse", "classes-none"), ("memory", "memory-smallest-step")]:
        last = submitted(runner, commands(command))[1].last()
        assert codes(last) == [code]
        assert isinstance(last, Failed)
        assert last.trace == ""


def test_a_listener_that_fails_is_reported_and_hears_the_rest(tmp_path: Path) -> None:
    reported: list[Exception] = []
    told = Told()

    def fails(event: Event) -> None:
        told(event)
        raise ValueError(type(event).__name__)

    def report(error: Exception) -> None:
        reported.append(error)
        raise KeyError  # not even this may stop the telling

    with make_runner(tmp_path, on_error=report) as runner:
        runner.submit(commands("step"), fails)
        told.result()
    assert [str(error) for error in reported] == ["Queued", "Started", "Moved", "Finished"]


def test_a_job_that_waits_is_stopped_at_once_and_never_begins(runner: ComputeRunner) -> None:
    _, busy = submitted(runner, commands("wait 0.5"))
    busy.wait(is_started)
    for stop, last in [(runner.cancel, Cancelled()), (runner.pause, Paused())]:
        job_id, told = submitted(runner, commands("die"))
        stop(job_id)
        assert told.last() == last
        assert not told.of_kind(Started)
        stop(job_id)  # nothing happens any more
    busy.result()
    assert [type(event) for event in told.events] == [Queued, Paused]


def test_a_suspended_job_is_stopped_too(runner: ComputeRunner) -> None:
    slow, told = submitted(runner, commands(*["wait 0.05"] * 100, order=Order.REST))
    told.wait(is_started)
    _, quick = submitted(runner, commands("wait 0.2", "wait 0.2", "step", order=Order.ANSWER))
    quick.wait(is_started)
    runner.cancel(slow)
    assert told.last() == Cancelled()
    quick.result()


@pytest.mark.parametrize("kind", ["cancel", "pause"])
def test_a_job_that_hangs_is_stopped_by_the_end_of_its_child_and_the_others_go_on(
    tmp_path: Path, runner: ComputeRunner, kind: str
) -> None:
    hanging, told = submitted(runner, commands("step", f"hang {tmp_path / 'mark'}"))
    appears(tmp_path / "mark")
    first = child_pid(tmp_path)
    _, other = submitted(runner, commands("step", order=Order.REST))
    getattr(runner, kind)(hanging)
    assert told.last() == (Cancelled() if kind == "cancel" else Paused())
    other.result()
    assert gone(first)


def test_a_job_goes_to_another_child_when_its_own_dies(tmp_path: Path, runner: ComputeRunner) -> None:
    _, told = submitted(runner, commands("step", f"die once {tmp_path / 'mark'}", "step"))
    _, waiting = submitted(runner, commands("step", order=Order.REST))
    told.result()
    waiting.result()
    assert len(told.of_kind(Started)) == 2
    assert len(told.of_kind(Queued)) == 1


def test_what_was_told_is_not_told_again_by_the_next_child(tmp_path: Path, runner: ComputeRunner) -> None:
    deaths = [f"die once {tmp_path / f'mark{number}'}" for number in range(5)]
    _, told = submitted(runner, numbered("step", *deaths, "step"))
    told.result()
    parts = told.of_kind(Part)
    assert [part.start for part in parts] == list(range(7))
    assert [part.vectors[0].index for part in parts] == list(range(7))
    assert len(told.of_kind(Started)) == 6


def test_a_job_that_every_child_dies_of_fails_and_those_that_only_wait_do_not(runner: ComputeRunner) -> None:
    _, waiting = submitted(runner, commands("wait 0.05", "wait 0.05", "step", order=Order.REST))
    waiting.wait(is_started)  # and is overtaken: it is no fault of its own
    _, told = submitted(runner, commands("step", "die"))
    last = told.last()
    assert codes(last) == ["job-process-died"]
    assert "3 times" in str(last.notices[0]) if isinstance(last, Failed) else False
    waiting.result()


def test_a_job_that_loses_the_graphics_card_goes_on_with_the_processor_in_another_child(
    tmp_path: Path, runner: ComputeRunner
) -> None:
    _, other = submitted(runner, numbered("step", "wait 0.5", "step"))
    other.wait(lambda event: isinstance(event, Part))
    first = child_pid(tmp_path)
    _, told = submitted(runner, commands("step", "lose", "step"))
    assert isinstance(told.result(), NameVectors)
    other.result()
    reasons = [event.reason.code for event in told.events if isinstance(event, Started)]
    assert reasons == ["device-no-card", "device-lost"]
    assert [event.start for event in other.events if isinstance(event, Part)] == [0, 1, 2], "nothing is told twice"
    assert child_pid(tmp_path) != first
    assert gone(first)


def test_an_idle_child_that_dies_is_replaced_for_the_next_job(tmp_path: Path, runner: ComputeRunner) -> None:
    submitted(runner, commands("step"))[1].result()
    first = child_pid(tmp_path)
    psutil.Process(first).kill()
    assert gone(first)
    submitted(runner, commands("step"))[1].result()
    assert child_pid(tmp_path) != first


def test_jobs_end_where_no_child_can_be_started(tmp_path: Path) -> None:
    with make_runner(tmp_path, stillborn_child) as runner:
        for _ in range(2):
            told = [submitted(runner, commands("step"))[1] for _ in range(3)]
            assert [codes(listener.last()) for listener in told] == [["job-process-not-started"]] * 3


def test_jobs_end_where_starting_a_child_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with make_runner(tmp_path, lambda connection, settings: None) as runner:  # cannot be pickled
        last = submitted(runner, commands("step"))[1].last()
        assert codes(last) == ["job-own-mistake"]


def test_jobs_say_why_what_computes_cannot_be_loaded(tmp_path: Path) -> None:
    with make_runner(tmp_path, unloadable_child) as runner:
        for _ in range(2):
            last = submitted(runner, commands("step"))[1].last()
            assert codes(last) == ["job-own-mistake"]
            assert isinstance(last, Failed)
            assert "no such library" in last.trace


def test_starting_twice_starts_one_child(tmp_path: Path, runner: ComputeRunner) -> None:
    runner.start()
    runner.start()
    submitted(runner, commands("step"))[1].result()
    first = child_pid(tmp_path)
    runner.start()
    submitted(runner, commands("step"))[1].result()
    assert child_pid(tmp_path) == first


def test_closing_ends_every_job_and_the_child(tmp_path: Path) -> None:
    runner = make_runner(tmp_path)
    _, hanging = submitted(runner, commands("step", f"hang {tmp_path / 'mark'}"))
    appears(tmp_path / "mark")
    nothing = tmp_path / "nothing"
    _, training = submitted(runner, TrainJob(HERE, (), (), TrainConfig(), nothing, nothing))
    runner.close()
    runner.close()
    assert (hanging.events[-1], training.events[-1]) == (Cancelled(), Paused())
    assert gone(child_pid(tmp_path))
    with pytest.raises(RuntimeError):
        runner.submit(commands("step"), Told())
    runner.cancel("x")


def test_a_listener_may_close_the_runner(tmp_path: Path) -> None:
    runner = make_runner(tmp_path)
    told = Told()

    def closes(event: Event) -> None:
        told(event)
        if isinstance(event, Started):
            runner.close()

    runner.submit(commands(*["wait 0.05"] * 1000), closes)
    assert told.last() == Cancelled()
    assert gone(child_pid(tmp_path))


def test_a_runner_that_never_ran_closes(tmp_path: Path) -> None:
    make_runner(tmp_path).close()


def test_every_job_has_one_end_whatever_is_asked_for_from_many_threads(tmp_path: Path) -> None:
    """Deaths, hangs and stops by chance; each job must be queued once, end once, and tell nothing after."""
    told: list[Told] = []

    def act(runner: ComputeRunner, seed: int) -> None:
        draw = random.Random(seed)
        for number in range(12):
            kind = draw.choice(["step", "step", "wait 0.02", "bug", f"die once {tmp_path / f'{seed}-{number}'}"])
            job = numbered("step", kind, "step") if draw.random() < 0.5 else commands("step", kind, "step")
            job_id, listener = submitted(runner, job)
            told.append(listener)
            if draw.random() < 0.5:
                time.sleep(draw.random() * 0.05)
                draw.choice([runner.cancel, runner.pause])(job_id)

    with make_runner(tmp_path) as runner:
        threads = [threading.Thread(target=act, args=(runner, seed)) for seed in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for listener in told:
            listener.last()
    assert len(told) == 48
    for listener in told:
        assert [isinstance(event, LAST) for event in listener.events].count(True) == 1
        assert isinstance(listener.events[-1], LAST)
        assert len(listener.of_kind(Queued)) == 1
        assert [part.start for part in listener.of_kind(Part)] == list(range(len(listener.of_kind(Part))))
