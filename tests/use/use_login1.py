"""A private message bus with a login manager on it that is not systemd's: says what it would say, and holds what it would hold."""

import os
import subprocess
import threading
from types import TracebackType
from typing import Self

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import Proxy, open_dbus_connection

LOGIN, PATH, SESSION = "org.freedesktop.login1", "/org/freedesktop/login1", "/org/freedesktop/login1/session/_31"


class Login1:
    """Answers GetSession and Inhibit, and sends the signals that a test asks for."""

    def __init__(self) -> None:
        self._daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self._answering = open_dbus_connection(self.address, enable_fds=True)
        self._speaking = open_dbus_connection(self.address)
        Proxy(message_bus, self._answering).RequestName(LOGIN)
        self.asked: list[str] = []
        self._mine: list[int] = []
        self._thread = threading.Thread(target=self._serve, name="login1")
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                message = self._answering.receive()
            except (ConnectionError, OSError):
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            member = message.header.fields[HeaderFields.member]
            self.asked.append(member)
            if member == "GetSession":
                self._answering.send(new_method_return(message, "o", (SESSION,)))
            elif member == "Inhibit":
                mine, theirs = os.pipe()
                os.set_blocking(mine, False)
                self._answering.send(new_method_return(message, "h", (theirs,)))
                os.close(theirs)
                self._mine.append(mine)

    def say(self, path: str, interface: str, name: str, *, on: bool | None = None) -> None:
        """Send a signal, with a truth value where it has one."""
        address = DBusAddress(path, interface=interface)
        signal = new_signal(address, name) if on is None else new_signal(address, name, "b", (on,))
        (self._speaking if interface.endswith("ScreenSaver") else self._answering).send(signal)

    def sleep_comes(self) -> None:
        """Say that the computer will sleep."""
        self.say(PATH, f"{LOGIN}.Manager", "PrepareForSleep", on=True)

    @property
    def waits(self) -> bool:
        """Whether somebody holds the sleep up."""
        for mine in self._mine:
            try:
                if os.read(mine, 1) == b"":
                    continue
            except BlockingIOError:
                return True
        return False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._daemon.kill()
        self._daemon.wait(10)
        self._thread.join(10)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()
        for connection in (self._answering, self._speaking):
            connection.close()
        for mine in self._mine:
            os.close(mine)
