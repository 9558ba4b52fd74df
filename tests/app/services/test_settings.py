"""Settings: the table, what it refuses, and rows that another version wrote."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.services.settings import Settings
from app.services.settings_schema import BY_KEY, SETTINGS, Value
from app.storage.schema import Setting
from app.storage.storage import Storage
from mmrl_engine.errors import InputError


@pytest.fixture
def settings(storage: Storage) -> Settings:
    return Settings(storage)


def stored(storage: Storage) -> int:
    with storage.read() as session:
        return session.scalars(select(func.count()).select_from(Setting)).one()


def put(storage: Storage, key: str, value: object) -> None:
    storage.write(lambda unit: unit.session.add(Setting(key=key, value={"value": value})))


def test_every_setting_starts_at_a_default_that_it_may_be(settings: Settings) -> None:
    views = settings.all()
    assert [view.spec for view in views] == list(SETTINGS)
    assert len(BY_KEY) == len(SETTINGS)
    for view in views:
        assert view.value == view.spec.default == settings.get(view.spec.key)
        assert view.spec.problem(view.value) is None
        assert view.notice is None


def test_every_setting_is_explained() -> None:
    for spec in SETTINGS:
        assert spec.title == spec.title.strip()
        assert not spec.title.endswith(".")
        assert spec.help.endswith(".")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "dark"),
        ("text_size", 200),
        ("less_motion", True),
        ("keep", "in_place"),
        ("device", "cuda:1"),
        ("spare_core", False),
        ("backup_minutes", 5),
        ("mirror", "https://mirror.example.org/models"),
        ("mirror", "http://127.0.0.1:8080"),
        ("proxy", "http://[::1]:3128"),
        ("proxy", "http://proxy.example.org:3128"),
    ],
)
def test_a_value_is_kept_until_it_is_reset(storage: Storage, settings: Settings, key: str, value: Value) -> None:
    change = settings.set(key=key, value=value)
    assert change.rows == {"setting": {SETTINGS.index(BY_KEY[key])}}
    assert (change.act, change.projects) == (None, frozenset())
    assert settings.get(key) == value
    assert not settings.set(key=key, value=value)
    assert settings.reset(key=key).rows == change.rows
    assert settings.get(key) == BY_KEY[key].default
    assert not settings.reset(key=key)
    assert stored(storage) == 0


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("theme", "pink", "config-choice"),
        ("theme", 1, "config-choice"),
        ("text_size", 99, "config-out-of-range"),
        ("text_size", 201, "config-out-of-range"),
        ("text_size", True, "config-out-of-range"),
        ("text_size", "150", "config-out-of-range"),
        ("less_motion", 1, "config-choice"),
        ("less_motion", "yes", "config-choice"),
        ("device", "cuda:x", "config-choice"),
        ("device", "cuda:1\n", "config-choice"),
        ("device", "meta", "config-choice"),
        ("mirror", "mirror.example.org", "setting-address"),
        ("mirror", "ftp://mirror.example.org", "setting-address"),
        ("mirror", "file:///etc/passwd", "setting-address"),
        ("mirror", "http://mirror.example.org", "setting-address"),  # anybody on the way could change what comes
        ("mirror", "https://me:secret@mirror.example.org", "setting-address"),
        ("mirror", "https://", "setting-address"),
        ("mirror", "https://a b", "setting-address"),
        ("mirror", "https://a/?q=1", "setting-address"),
        ("mirror", "https://a:99999", "setting-address"),
        ("mirror", "https://a\\b", "setting-address"),
        ("mirror", "https://a\n", "setting-address"),
        ("mirror", "https://" + "a" * 3000, "setting-address"),
        ("proxy", "socks5://localhost:1080", "setting-address"),
        ("proxy", 3128, "setting-address"),
    ],
)
def test_values_that_are_refused(storage: Storage, settings: Settings, key: str, value: Value, code: str) -> None:
    with pytest.raises(InputError) as error:
        settings.set(key=key, value=value)
    (told,) = error.value.notices
    assert told.code == code
    assert BY_KEY[key].title in str(told)
    assert settings.get(key) == BY_KEY[key].default
    assert stored(storage) == 0


def test_an_unknown_key_names_the_nearest(settings: Settings) -> None:
    for act in (
        lambda: settings.get("them"),
        lambda: settings.set(key="them", value="dark"),
        lambda: settings.reset(key="them"),
    ):
        with pytest.raises(InputError, match="Did you mean 'theme'"):
            act()


@pytest.mark.parametrize("value", ["sepia", 7, None, {"a": 1}, [], 1.5, float("1e300")])
def test_what_another_version_stored_falls_back_and_is_told(
    storage: Storage, settings: Settings, value: object
) -> None:
    put(storage, "theme", value)
    put(storage, "no_such_setting", 1)
    assert settings.get("theme") == "system"
    told = [view.notice for view in settings.all() if view.notice is not None]
    assert [item.code for item in told] == ["setting-not-kept"]
    assert "Theme" in str(told[0])
    settings.set(key="theme", value="dark")
    assert [view.value for view in settings.all() if view.spec.key == "theme"] == ["dark"]
    assert not any(view.notice for view in settings.all())


def test_choosing_the_default_clears_what_did_not_fit(storage: Storage, settings: Settings) -> None:
    put(storage, "theme", "sepia")
    assert not settings.set(key="theme", value="system")
    assert stored(storage) == 0


def test_reset_all_leaves_other_versions_rows_alone(storage: Storage, settings: Settings) -> None:
    put(storage, "no_such_setting", 1)
    settings.set(key="theme", value="dark")
    settings.set(key="text_size", value=125)
    change = settings.reset_all()
    assert change.rows == {"setting": {SETTINGS.index(BY_KEY[key]) for key in ("theme", "text_size")}}
    assert stored(storage) == 1
    assert not settings.reset_all()
