"""The job that finds where in a picture the share of a name came from."""

from __future__ import annotations

from app.compute.gpu_thread import Steps
from app.compute.tasks.answering import started
from app.compute.tasks.models import Models
from app.compute.tasks.pictures import PictureOpener
from app.services.jobs import Decoder, ExplainJob, Moved, Where
from mmrl_engine.explain import explaining
from mmrl_engine.views import seen_part, to_input


class Explaining:
    """Does it with the models of the other jobs."""

    def __init__(self, models: Models, decoder: Decoder) -> None:
        self._models, self._decoder = models, decoder

    def explain(self, job: ExplainJob) -> Steps:
        """The map that is shown; a picture that cannot be read ends the job with the reason."""
        classifier = self._models.answerer(job.backbone, job.adapter, job.template).classifier
        yield started(classifier.backbone)
        image = PictureOpener(self._decoder)(job.picture.path)
        preprocess = classifier.backbone.preprocess
        pixels = to_input(image, preprocess)
        steps = explaining(classifier, pixels, job.names, typed=job.typed, without=job.without)
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                return Where(end.value.shown, seen_part(image.size, preprocess))
            yield Moved(step.stage, step.done, step.total)
