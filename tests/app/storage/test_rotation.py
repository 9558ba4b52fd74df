"""Which backups are kept as time goes by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.storage.rotation import EVERY_ONE, ONE_A_DAY, ONE_A_MONTH, ONE_A_WEEK, Dated, Kept, rotate

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def _backup(number: int, minutes: int, whole: bool = True, needs: Iterable[int] = ()) -> Dated:
    return Dated(f"{number:05d}", NOW - timedelta(minutes=minutes), whole, frozenset(f"{name:05d}" for name in needs))


MINUTES = st.integers(-1000, int(ONE_A_MONTH.total_seconds() / 60 * 1.2))
BACKUPS = st.lists(st.tuples(MINUTES, st.booleans(), st.lists(st.integers(0, 40), max_size=4)), max_size=40).map(
    lambda listed: [_backup(number, *described) for number, described in enumerate(listed)]
)


@given(BACKUPS)
def test_what_must_be_kept_is_kept(backups: list[Dated]) -> None:
    kept = rotate(backups, NOW)
    whole = [backup for backup in backups if backup.whole]
    assert kept.whole <= {backup.name for backup in whole}
    assert kept.whole >= {backup.name for backup in whole if NOW - backup.made_at <= EVERY_ONE}
    if whole:
        assert max(backup.made_at for backup in whole) in {b.made_at for b in whole if b.name in kept.whole}
    there = {backup.name for backup in backups}
    for backup in whole:
        if backup.name in kept.whole:
            assert backup.needs & there <= kept.whole | kept.adapters
    for start, end, part in (
        (EVERY_ONE, ONE_A_DAY, lambda moment: moment.date()),
        (ONE_A_DAY, ONE_A_WEEK, lambda moment: moment.isocalendar()[:2]),
        (ONE_A_WEEK, ONE_A_MONTH, lambda moment: (moment.year, moment.month)),
    ):
        span = [backup for backup in whole if start < NOW - backup.made_at <= end]
        assert {part(b.made_at) for b in span} == {part(b.made_at) for b in span if b.name in kept.whole}


@given(BACKUPS)
def test_no_more_is_kept_than_that(backups: list[Dated]) -> None:
    kept = rotate(backups, NOW)
    old = [backup for backup in backups if backup.name in kept.whole and NOW - backup.made_at > EVERY_ONE]
    days = [backup for backup in old if NOW - backup.made_at <= ONE_A_DAY]
    weeks = [backup for backup in old if ONE_A_DAY < NOW - backup.made_at <= ONE_A_WEEK]
    months = [backup for backup in old if ONE_A_WEEK < NOW - backup.made_at <= ONE_A_MONTH]
    assert len(days) <= 6
    assert len(weeks) <= 5
    assert len(months) <= 7
    assert len(old) - len(days) - len(weeks) - len(months) <= 1, "the newest of all, however old"
    assert kept.adapters.isdisjoint(kept.whole)
    assert kept.adapters <= {name for backup in backups if backup.name in kept.whole for name in backup.needs}


@given(BACKUPS)
def test_keeping_once_is_keeping_for_now(backups: list[Dated]) -> None:
    kept = rotate(backups, NOW)
    left = [backup for backup in backups if backup.name in kept.whole]
    assert rotate(left, NOW).whole == kept.whole


def test_half_a_year_of_work_leaves_a_backup_for_every_time() -> None:
    """A backup each half hour of every working day, thinned after each."""
    kept: list[Dated] = []
    for day in range(200, -1, -1):
        for half_hour in range(16):
            moment = NOW - timedelta(days=day) + timedelta(minutes=30 * half_hour - 240)
            kept.append(Dated(moment.isoformat(), moment))
            names = rotate(kept, moment).whole
            kept = [backup for backup in kept if backup.name in names]
    end = kept[-1].made_at
    ages = [end - backup.made_at for backup in kept]
    assert sum(age <= EVERY_ONE for age in ages) >= 32
    for days in (3, 4, 5, 6):
        assert any(timedelta(days=days - 1) <= age < timedelta(days=days) for age in ages)
    for weeks in (2, 3, 4):
        assert any(timedelta(weeks=weeks - 1) <= age < timedelta(weeks=weeks + 1) for age in ages)
    for months in (2, 3, 4, 5, 6):
        assert any(timedelta(days=30 * months - 31) <= age < timedelta(days=30 * months + 31) for age in ages)
    assert len(kept) < 70


def test_a_broken_backup_is_kept_only_for_its_adapters() -> None:
    backups = [_backup(1, 10, whole=False), _backup(2, 20, whole=False), _backup(3, 30, needs=[2])]
    kept = rotate(backups, NOW)
    assert kept == Kept(frozenset({"00003"}), frozenset({"00002"}))
