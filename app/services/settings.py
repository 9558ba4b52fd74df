"""Reading and changing the settings. A change holds at once and is not on the undo list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.services.change import Change
from app.services.settings_schema import SETTINGS, SettingSpec, Value, spec_of
from app.storage.schema import Setting
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import shown


@dataclass(frozen=True, slots=True)
class SettingView:
    """A setting as it is.

    Attributes:
        notice: what to tell where another version stored a value that does not fit here; `value` is the default then.
    """

    spec: SettingSpec
    value: Value
    notice: Notice | None = None


class Settings:
    """The use cases on settings. The ids in their Changes are places in `SETTINGS`."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def get(self, key: str) -> Value:
        """What the setting is.

        Raises:
            InputError: there is none of this key; the nearest is named.
        """
        spec = spec_of(key)
        with self._storage.read() as session:
            row = session.get(Setting, key)
            return _view(spec, None if row is None else row.value).value

    def all(self) -> tuple[SettingView, ...]:
        """Every setting, in the order of `SETTINGS`. Rows of other versions' settings are left alone."""
        with self._storage.read() as session:
            return _views(session)

    def set(self, *, key: str, value: Value) -> Change:
        """Sets one setting.

        Raises:
            InputError: there is none of this key, or it cannot be this value.
        """
        spec = spec_of(key)
        problem = spec.problem(value)
        if problem is not None:
            raise InputError(problem)
        return self._store({spec: value})

    def reset(self, *, key: str) -> Change:
        """Puts a setting back to its default.

        Raises:
            InputError: there is none of this key.
        """
        spec = spec_of(key)
        return self._store({spec: spec.default})

    def reset_all(self) -> Change:
        """Puts every setting back to its default."""
        return self._store({spec: spec.default for spec in SETTINGS})

    def _store(self, wanted: dict[SettingSpec, Value]) -> Change:
        def work(unit: UnitOfWork) -> frozenset[int]:
            before = _views(unit.session)
            for spec, value in wanted.items():
                unit.session.execute(delete(Setting).where(Setting.key == spec.key))
                if value != spec.default:
                    unit.session.execute(insert(Setting).values(key=spec.key, value={"value": value}))
            return frozenset(
                place for place, view in enumerate(before) if wanted.get(view.spec, view.value) != view.value
            )

        changed = self._storage.write(work).value
        return Change({"setting": changed} if changed else {})


def _views(session: Session) -> tuple[SettingView, ...]:
    stored = {row.key: row.value for row in session.scalars(select(Setting))}
    return tuple(_view(spec, stored.get(spec.key)) for spec in SETTINGS)


def _view(spec: SettingSpec, stored: dict[str, object] | None) -> SettingView:
    if stored is None:
        return SettingView(spec, spec.default)
    value = stored.get("value")
    if isinstance(value, bool | int | str) and spec.problem(value) is None:
        return SettingView(spec, value)
    told = notice("setting-not-kept", name=spec.title, value=shown(value), default=shown(spec.default))
    return SettingView(spec, spec.default, told)
