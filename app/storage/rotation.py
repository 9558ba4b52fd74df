"""Which backups are kept: the younger, the more of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

EVERY_ONE = timedelta(days=2)
ONE_A_DAY = timedelta(days=7)
ONE_A_WEEK = timedelta(days=31)
ONE_A_MONTH = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Dated:
    """A backup as its rotation sees it.

    Attributes:
        whole: it can be gone back to. needs: other backups that hold adapters of this one.
    """

    name: str
    made_at: datetime
    whole: bool = True
    needs: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a rotation keeps, by name: `whole` backups, and those of which others need the `adapters` alone."""

    whole: frozenset[str]
    adapters: frozenset[str]


def rotate(backups: Iterable[Dated], now: datetime) -> Kept:
    """All of the last two days, then the last one of each day for a week, of each week for a month, of each month for
    half a year; always the newest whole one, and whatever a kept one needs.

    Backups of the future (a clock was put back) are young.
    """
    listed = sorted(backups, key=lambda backup: backup.made_at)
    usable = [backup for backup in listed if backup.whole]
    kept = {backup.name for backup in usable if now - backup.made_at <= EVERY_ONE}
    kept |= _last_of_each(usable, now, EVERY_ONE, ONE_A_DAY, _day)
    kept |= _last_of_each(usable, now, ONE_A_DAY, ONE_A_WEEK, _week)
    kept |= _last_of_each(usable, now, ONE_A_WEEK, ONE_A_MONTH, _month)
    kept |= {backup.name for backup in usable[-1:]}
    needed = {name for backup in usable if backup.name in kept for name in backup.needs}
    there = {backup.name for backup in listed}
    return Kept(frozenset(kept), frozenset(needed & there - kept))


def _last_of_each(
    backups: Sequence[Dated], now: datetime, older: timedelta, up_to: timedelta, part: Callable[[datetime], object]
) -> set[str]:
    span = [backup for backup in backups if older < now - backup.made_at <= up_to]
    return set({part(backup.made_at): backup.name for backup in span}.values())


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return (moment.year, moment.month)
