"""The estimator keeps to scikit-learn's conventions, as far as pictures let it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone, is_classifier
from sklearn.exceptions import NotFittedError
from sklearn.metrics import log_loss
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer

import mmrl_engine
from mmrl_engine import Adapter, Classifier, MMRLClassifier, load_backbone
from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.images import open_rgb
from tests.engine import small

FEW = {"layers": 2, "tokens": 3, "views": 1, "epochs": 2, "learning_rate": 1e-3}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that `load_backbone` takes."""
    content = small.config(vision=2, text=2)
    folder = tmp_path_factory.mktemp("backbones") / "tiny"
    return small.write_folder(folder, content, small.state_of(small.random_model(content)))


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Six red and six green pictures, red first."""
    examples = small.write_pictures(tmp_path_factory.mktemp("pictures"), {"red": 6, "green": 6})
    return [example.path for example in examples]


NAMES = ["red"] * 6 + ["green"] * 6


def classifier(tiny: Path, **params: Any) -> MMRLClassifier:
    return MMRLClassifier(tiny, device="cpu", **{**FEW, **params})


@pytest.fixture(scope="module")
def fitted(tiny: Path, paths: list[Path]) -> MMRLClassifier:
    return classifier(tiny).fit(paths, NAMES)


def test_params_and_clones(tiny: Path, fitted: MMRLClassifier) -> None:
    assert is_classifier(fitted)
    assert fitted.get_params()["epochs"] == 2
    copied = clone(fitted).set_params(epochs=3)
    assert (copied.epochs, fitted.epochs, copied.backbone) == (3, 2, tiny)
    assert not hasattr(copied, "adapter_")
    assert not hasattr(copied, "classes_")
    with pytest.raises(ValueError, match="Invalid parameter"):
        copied.set_params(rounds=3)
    assert "epochs=2" in repr(fitted)


@pytest.mark.parametrize("ask", ["predict", "predict_proba", "to_adapter"])
def test_before_fit_it_says_so(tiny: Path, ask: str, paths: list[Path]) -> None:
    with pytest.raises(NotFittedError):
        getattr(classifier(tiny), ask)(*([] if ask == "to_adapter" else [paths]))


def test_answers_are_those_of_the_classifier(tiny: Path, fitted: MMRLClassifier, paths: list[Path]) -> None:
    shares = fitted.predict_proba(paths)
    assert shares.sum(1) == pytest.approx(1)
    assert fitted.classes_.tolist() == ["green", "red"]
    alone = Classifier(fitted.to_adapter(), load_backbone(str(tiny), device="cpu"))
    for row, answer in zip(shares, alone.classify(paths), strict=True):
        told = {score.name: score.probability for score in answer.scores}
        assert row == pytest.approx([told["green"], told["red"]], abs=1e-6)
    assert fitted.predict(paths).tolist() == [fitted.classes_[row.argmax()] for row in shares]
    assert fitted.score(paths, NAMES) == np.mean(fitted.predict(paths) == np.array(NAMES))


@pytest.mark.parametrize("form", ["one array", "list of arrays", "texts", "array of texts"])
def test_every_form_of_pictures_gives_the_same(
    tiny: Path, fitted: MMRLClassifier, paths: list[Path], form: str
) -> None:
    arrays = [np.asarray(open_rgb(path)) for path in paths]
    texts = [str(path) for path in paths]
    given: Any = {"one array": np.stack(arrays), "list of arrays": arrays, "texts": texts}.get(form, np.array(texts))
    assert fitted.predict_proba(given) == pytest.approx(fitted.predict_proba(paths), abs=1e-6)
    assert classifier(tiny).fit(given, NAMES).predict_proba(paths) == pytest.approx(
        fitted.predict_proba(paths), abs=1e-2
    )


@pytest.mark.parametrize(
    "given", [np.zeros((12, 5)), np.zeros((12, 8, 8, 3)), np.zeros((12, 8, 8), np.uint8), [1, 2], "one.png", 5]
)
def test_what_is_no_list_of_pictures_is_refused(tiny: Path, fitted: MMRLClassifier, given: Any) -> None:
    with pytest.raises(ValueError, match=r"^X"):
        classifier(tiny).fit(given, NAMES)
    with pytest.raises(ValueError, match=r"^X"):
        fitted.predict(given)


def test_another_number_of_names_than_pictures_is_refused(tiny: Path, paths: list[Path]) -> None:
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        classifier(tiny).fit(paths, NAMES[:-1])


def test_typed_names_stand_behind_what_was_learned(tiny: Path, fitted: MMRLClassifier, paths: list[Path]) -> None:
    made = MMRLClassifier.from_adapter(fitted.to_adapter(), tiny, device="cpu", typed_names=["badger"])
    assert made.classes_.tolist() == ["green", "red", "badger"]
    assert made.predict_proba(paths).shape == (12, 3)
    assert made.predict_proba(paths).sum(1) == pytest.approx(1)
    made.set_params(typed_names=())
    assert made.predict_proba(paths) == pytest.approx(fitted.predict_proba(paths), abs=1e-6)
    made.set_params(typed_names=["red"])
    with pytest.raises(InputError):
        made.predict(paths)


def test_numbers_as_classes(tiny: Path, paths: list[Path]) -> None:
    labels = np.array([10] * 6 + [9] * 6)
    made = classifier(tiny, words={10: "red", 9: "green"}).fit(paths, labels)
    assert made.classes_.tolist() == [9, 10]
    assert made.predict(paths).dtype.kind == "i"
    told = {item.name: item.words for item in made.to_adapter().classes}
    assert told == {"10": "red", "9": "green"}
    assert log_loss(labels, made.predict_proba(paths), labels=made.classes_) < 5
    with pytest.raises(ValueError, match="typed_names need classes that are names"):
        made.set_params(typed_names=["badger"]).predict(paths)


def test_the_adapter_file_keeps_what_was_learned(
    tiny: Path, fitted: MMRLClassifier, paths: list[Path], tmp_path: Path
) -> None:
    fitted.to_adapter().save(tmp_path / "a.mmrl.safetensors")
    again = MMRLClassifier.from_adapter(Adapter.load(tmp_path / "a.mmrl.safetensors"), tiny, device="cpu")
    assert again.predict_proba(paths) == pytest.approx(fitted.predict_proba(paths), abs=1e-6)


def test_cross_validation_pipelines_and_searches(tiny: Path, paths: list[Path]) -> None:
    folds = StratifiedKFold(2)
    found = cross_val_score(classifier(tiny), paths, NAMES, cv=folds, error_score="raise")
    assert found.shape == (2,)
    assert ((found >= 0) & (found <= 1)).all()
    cut = FunctionTransformer(lambda pictures: [np.asarray(open_rgb(path))[:30, :30] for path in pictures])
    line = Pipeline([("cut", cut), ("learn", classifier(tiny))]).fit(paths, NAMES)
    assert line.predict(paths[:3]).shape == (3,)
    search = GridSearchCV(classifier(tiny, epochs=1), {"alpha": [0.3, 0.7]}, cv=folds, error_score="raise")
    search.fit(paths, NAMES)
    assert search.best_params_["alpha"] in (0.3, 0.7)
    assert search.predict(paths[:2]).shape == (2,)


def test_pictures_that_cannot_be_read(tiny: Path, paths: list[Path], fitted: MMRLClassifier) -> None:
    made = classifier(tiny).fit([*paths, Path("gone.png")], [*NAMES, "red"])
    assert [item.code for item in made.notices_] == ["picture-left-out"]
    with pytest.raises(PictureError):
        fitted.predict(["gone.png"])


def test_without_scikit_learn_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "mmrl_engine.estimator")
    monkeypatch.setitem(sys.modules, "sklearn.base", None)
    with pytest.raises(ImportError, match=r"Install 'mmrl-studio\[sklearn\]'\."):
        _ = mmrl_engine.MMRLClassifier
