"""A TCP proxy before a nats-server that loses, on command, what one side says."""

import contextlib
import socket
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class LossyProxy:
    """Passes bytes both ways; `lose_questions` and `lose_answers` swallow one way, `cut` breaks all connections."""

    def __init__(self, url: str) -> None:
        target = urlsplit(url)
        assert target.port is not None
        self._target = (target.hostname or "127.0.0.1", target.port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.lose_questions = False
        self.lose_answers = False
        self.lost = Event()
        Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self._listening.getsockname()[1]}"

    def mend(self) -> None:
        """Break what is open and pass everything from now on."""
        self.lose_questions = self.lose_answers = False
        self.cut()

    def interject(self, answer: bytes) -> None:
        """Say something to every client that the server did not say."""
        for client in self._open[::2]:
            client.sendall(answer)

    def cut(self) -> None:
        for peer in self._open:
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(self._target)
                self._open += [client, server]
                Thread(target=self._pass_questions, args=(client, server), daemon=True).start()
                Thread(target=self._pass_answers, args=(server, client), daemon=True).start()

    def _pass_questions(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError), client, server:
            while data := client.recv(65_536):
                if self.lose_questions:
                    self.lost.set()
                else:
                    server.sendall(data)

    def _pass_answers(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client, server:
            while data := server.recv(65_536):
                if self.lose_answers:
                    self.lost.set()
                else:
                    client.sendall(data)
