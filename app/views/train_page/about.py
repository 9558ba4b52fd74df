"""What the Train page is about: the open project's run, and what is known of it."""

from __future__ import annotations

from app.models.open_project import OpenProject
from app.services.run_views import RunView
from app.views.train_page.following import Following
from app.views.train_page.live import Live
from app.views.train_page.pace import Work, work_of
from app.views.train_page.situation import can_test, current_run, filled_classes, labelled_count
from mmrl_engine.types import TrainConfig


class About:
    """Attributes:
    project: the open one; None while there is none, and nothing is known then.
    """

    def __init__(self, following: Following) -> None:
        self._following = following
        self.project: OpenProject | None = None

    def live(self) -> Live | None:
        """The run at work."""
        return None if self.project is None else self._following.of_project(self.project.id)

    def run(self) -> RunView | None:
        """The one that the page is about."""
        return None if self.project is None else current_run(self.project.state)

    def past(self, run: RunView) -> Live | None:
        """What was told of a run that has ended since the program started."""
        return self._following.past(run.id)

    def fraction(self, run: RunView) -> float:
        """How much of it was learned: what was told last may be newer than what is stored."""
        past = self.past(run)
        if past is not None and past.total:
            return min(1.0, past.done / past.total)
        return min(1.0, run.done / run.total) if run.stage == "train" and run.total else 0.0

    def work(self, config: TrainConfig) -> Work:
        """What such a training of the project has to do."""
        assert self.project is not None
        state = self.project.state
        smallest = min((item.pictures for item in filled_classes(state)), default=0)
        return work_of(config, state.view.backbone, labelled_count(state), smallest if can_test(state) else 0)

    def seconds(self, config: TrainConfig) -> float | None:
        """How long that will take, as far as is known."""
        assert self.project is not None
        return self._following.pace.estimate(self.project.state.view.backbone, self.work(config))

    def test_seconds(self, live: Live) -> float | None:
        """How long its test will take, as far as is known."""
        return None if live.work is None else self._following.pace.estimate_test(live.model, live.work)

    @property
    def starting(self) -> bool:
        """Whether a training is about to begin."""
        return self._following.starting
