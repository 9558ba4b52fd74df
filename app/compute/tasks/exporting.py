"""The job that makes ONNX files of what was learned."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from app.compute.gpu_thread import Steps
from app.compute.tasks.answering import started
from app.compute.tasks.learning import moving
from app.compute.tasks.models import Models
from app.compute.tasks.pictures import PictureOpener
from app.services.jobs import Decoder, Done, ExportJob
from mmrl_engine.adapter import Adapter
from mmrl_engine.export.onnx_files import exporting_onnx


class Exporting:
    """Does it on the processor, whatever else computes: what is written must not depend on a card."""

    def __init__(self, models: Models, decoder: Decoder) -> None:
        self._models, self._decoder = models, decoder

    def export(self, job: ExportJob) -> Steps:
        """The files and their report in `job.folder`. A graph is one step: to be stopped in it, the process ends."""
        backbone = self._models.backbone(replace(job.backbone, device="cpu"))
        yield started(backbone)
        adapter = Adapter.load(job.adapter)
        pictures = [picture.path for picture in job.pictures]
        with closing(PictureOpener(self._decoder)) as opener:
            opener.expect(pictures)
            steps = exporting_onnx(
                adapter, backbone, job.folder, typed=job.names, pictures=pictures, open_picture=opener
            )
            report = yield from moving(steps)
        return Done(report.pictures)
