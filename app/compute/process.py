"""One child process, seen from the window's side: the pipe to it and the two threads that serve it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from queue import SimpleQueue

from app.compute.messages import ChildSettings, FromChild, Submit, ToChild, Told
from app.compute.own_mistakes import own_mistake
from app.compute.standard_streams import fill_standard_streams

ChildMain = Callable[[Connection, ChildSettings], None]
Context = SpawnContext | ForkServerContext


class ChildProcess:
    """A running child. Messages are sent in order and never waited for; what it says comes through `hear`."""

    def __init__(
        self,
        main: ChildMain,
        settings: ChildSettings,
        context: Context,
        hear: Callable[[ChildProcess, FromChild | None], None],
        report: Callable[[Exception], None],
    ) -> None:
        """Starts it.

        Args:
            hear: gets each message of the child, in order, on a thread of its own; last None, when the child is gone.
            report: gets mistakes of ours in what the child sent.

        Raises:
            OSError: the machine gave no process.
        """
        self._hear, self._report = hear, report
        self._outbox: SimpleQueue[ToChild | None] = SimpleQueue()
        fill_standard_streams()
        self._connection, theirs = context.Pipe()
        # Not a daemon: those may have no children, and this one has a decode worker.
        self._process = context.Process(target=main, args=(theirs, settings), name="compute", daemon=False)
        try:
            self._process.start()
        except BaseException:
            self._connection.close()
            raise
        finally:
            theirs.close()  # so that this side's end hears when the child is gone
        self.pid = self._process.pid
        self._threads = [
            threading.Thread(target=self._send_all, name="compute out", daemon=True),
            threading.Thread(target=self._receive_all, name="compute in", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def send(self, message: ToChild) -> None:
        """Sends `message`, as soon as the child reads. Nothing happens where it is gone."""
        self._outbox.put(message)

    def kill(self) -> None:
        """Ends the child at once."""
        self._process.kill()

    def end(self) -> None:
        """Kills the child if it is still there, and waits until nothing is left of it. `hear` must not call this."""
        self._process.kill()
        self._process.join()
        with suppress(ValueError):  # another thread that started a process has asked for this one's exit status first
            self._process.close()
        self._outbox.put(None)
        for thread in self._threads:
            thread.join()
        self._connection.close()

    def _send_all(self) -> None:
        while (message := self._outbox.get()) is not None:
            try:
                self._connection.send(message)
            except OSError:
                return  # the other thread hears that the child is gone
            except Exception as error:  # a job that cannot be pickled
                if not isinstance(message, Submit):
                    raise
                self._hear(self, Told(message.job_id, own_mistake(error)))

    def _receive_all(self) -> None:
        try:
            while True:
                message: FromChild = self._connection.recv()
                self._hear(self, message)
        except (EOFError, OSError):
            pass  # it is gone, perhaps in the middle of a message
        except Exception as error:
            self._report(error)
        self._hear(self, None)
