"""Pictures of a project that look exactly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.duplicates import Alike


@dataclass(frozen=True, slots=True)
class Copies:
    """Attributes:
    in_groups: all of them, those that look the same beside each other. ids: the same as a set.
    surplus: what may go so that one of each is kept. Which of several in different classes is right only a person can
        say: those are `across`, and not in it.
    """

    in_groups: tuple[int, ...] = ()
    ids: frozenset[int] = frozenset()
    surplus: tuple[int, ...] = ()
    across: int = 0


NO_COPIES = Copies()


def copies_in(groups: Sequence[Alike]) -> Copies:
    """The copies in groups of pictures that look the same."""
    found = tuple(item for group in groups for item in group.placement_ids)
    return Copies(
        found,
        frozenset(found),
        tuple(item for group in groups if not group.across_classes for item in group.surplus),
        sum(len(group.placement_ids) for group in groups if group.across_classes),
    )
