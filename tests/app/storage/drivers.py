"""Both ways in which a file may be written, whatever SQLite this machine has."""

from __future__ import annotations

import sqlite3

from app.storage.driver import SAFE_LOG_FROM, Driver, find_driver

WITH_LOG = Driver(find_driver().module, max(find_driver().version, SAFE_LOG_FROM))
WITH_JOURNAL = Driver(sqlite3, (3, 40, 0))
DRIVERS = {"wal": WITH_LOG, "delete": WITH_JOURNAL}
