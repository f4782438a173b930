"""A door between the program and PostgreSQL that closes at a chosen message of the client.

It understands as much of the protocol as it takes to tell messages apart: a startup message, then type, length, content.
"""
import os
import pathlib
import select
import socket
import struct
import threading

ANSWERS = b'QSFf'  # after these the server answers and says that it is ready: Query, Sync, function call, CopyFail


class Proxy:
    """`cut_at`: the message, from 1, that is the client's last. `deliver`: it reaches the server, which does as it says; the
    answer does not come back."""

    def __init__(self, folder, server_socket, cut_at=0, deliver=False):
        self.server_socket, self.cut_at, self.deliver = str(server_socket), cut_at, deliver
        self.texts = []
        self.was_cut = False
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / '.s.PGSQL.5432'))
        self.listener.listen(16)
        self.threads = []
        self.lock = threading.Lock()
        self.accepting = threading.Thread(target=self.accept, daemon=True)
        self.accepting.start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self.serve, args=(client,), daemon=True)
            self.threads.append(thread)
            thread.start()

    def serve(self, client):
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(self.server_socket)
            self.pass_on(client, server)
        except OSError:
            pass
        finally:
            client.close()
            server.close()

    def pass_on(self, client, server):
        pending, started = b'', False
        while True:
            ready, _, _ = select.select([client, server], [], [])
            if server in ready:
                answer = server.recv(1 << 16)
                if not answer:
                    return
                client.sendall(answer)
            if client in ready:
                got = client.recv(1 << 16)
                if not got:
                    return
                pending += got
                while (message := first_message(pending, started)) is not None:
                    pending = pending[len(message):]
                    if started and self.is_last(message):
                        if self.deliver:
                            server.sendall(message)
                            wait_until_ready(server, message)
                        return
                    started = True
                    server.sendall(message)

    def is_last(self, message):
        with self.lock:
            if message[:1] == b'X':
                return False
            self.texts.append(message[:1] + message[5:200])
            self.was_cut = self.was_cut or len(self.texts) == self.cut_at
            return len(self.texts) == self.cut_at

    def commits(self):
        """The numbers of the messages that commit."""
        found = []
        for number, text in enumerate(self.texts, 1):
            if text.lower().startswith(b'qcommit'):
                found.append(number)
        return found

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join(10)
        os.unlink(self.folder / '.s.PGSQL.5432')


def first_message(pending, started):
    start = 1 if started else 0
    if len(pending) < start + 4:
        return None
    length = start + struct.unpack('!I', pending[start:start + 4])[0]
    return pending[:length] if len(pending) >= length else None


def wait_until_ready(server, message):
    """Until the server has done what it was told."""
    if message[:1] not in [bytes([each]) for each in ANSWERS]:
        return
    seen = b''
    server.settimeout(10)
    while not seen.endswith(b'Z\x00\x00\x00\x05I') and not seen.endswith(b'Z\x00\x00\x00\x05T') and \
            not seen.endswith(b'Z\x00\x00\x00\x05E') and not seen.startswith(b'G'):
        got = server.recv(1 << 16)
        if not got:
            return
        seen += got


def through(url, folder):
    """(the URL of a database through a proxy in `folder`, the socket of its server)"""
    head, _, query = url.partition('?host=')
    return f'{head}?host={folder}', pathlib.Path(query) / '.s.PGSQL.5432'
