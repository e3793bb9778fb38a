#!/usr/bin/env python3
"""Gives back what it receives, in capital letters (dialect `upper`).

    upper_server.py PORT [ENCODING]

Shows: socket, bind, listen, accept, recv, send; a thread for each client; and that `recv` returns b'' when
the client has gone. In UTF-8 `data.upper()` would do. In GBK the second byte of a character can look like a
letter, and `recv` can cut a character in two: so bytes are made into text, half characters kept for the next time.
PORT 0 takes any that is free and prints it.
"""
import codecs
import contextlib
import socket
import string
import sys
import threading

CAPITALS = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


def serve(client):
    decoder = codecs.getincrementaldecoder(encoding)('surrogateescape')
    with client, contextlib.suppress(ConnectionError):  # it may break off at any time
        while data := client.recv(1024):
            text = decoder.decode(data).translate(CAPITALS)
            client.sendall(text.encode(encoding, 'surrogateescape'))


encoding = sys.argv[2] if len(sys.argv) > 2 else 'utf-8'
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', int(sys.argv[1])))
server.listen(128)
print('listening on port', server.getsockname()[1], flush=True)
while True:
    client, address = server.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
