#!/usr/bin/env python3
"""Runs commands, and says how long the answer is before it sends it (dialect `length`).

    length_server.py PORT [ENCODING]

Shows: the first cure for answers that are glued to each other. The length is sent as text; the client says
`recv_ready` before the answer follows, for otherwise the two could arrive as one. An empty answer has nothing
behind `recv_ready` but the next command, so exactly the bytes of `recv_ready` are read.
Anybody on this machine can run anything as you for as long as this runs. PORT 0 takes any that is free.
"""
import contextlib
import socket
import subprocess
import sys
import threading


def run(command):
    done = subprocess.run(command.decode(encoding, 'replace'), shell=True, capture_output=True,
                          stdin=subprocess.DEVNULL)
    answer = done.stderr or done.stdout
    if encoding.lower() != 'utf-8':  # what the programs here write is UTF-8
        answer = answer.decode('utf-8', 'replace').encode(encoding, 'replace')
    return answer


def serve(client):
    with client, contextlib.suppress(ConnectionError):  # it may break off at any time
        while command := client.recv(65536).strip():
            answer = run(command)
            client.sendall(str(len(answer)).encode())
            if client.recv(len(READY), socket.MSG_WAITALL) != READY:
                break
            client.sendall(answer)


READY = b'recv_ready'
encoding = sys.argv[2] if len(sys.argv) > 2 else 'utf-8'
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', int(sys.argv[1])))
server.listen(128)
print('listening on port', server.getsockname()[1], flush=True)
while True:
    client, address = server.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
