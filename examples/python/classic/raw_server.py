#!/usr/bin/env python3
"""Runs commands for whoever connects, and sends back what they wrote, with no frame (dialect `raw`).

    raw_server.py PORT [ENCODING]

Shows: one `recv` is one command, and what a program writes is sent as it is. The client cannot know where it
ends; see raw_client.py. A command that writes nothing is answered by a newline, for a client waits for something.
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
    answer = done.stdout + done.stderr
    if encoding.lower() != 'utf-8':  # what the programs here write is UTF-8
        answer = answer.decode('utf-8', 'replace').encode(encoding, 'replace')
    return answer


def serve(client):
    with client, contextlib.suppress(ConnectionError):  # it may break off at any time
        while command := client.recv(65536).strip():
            client.sendall(run(command) or b'\n')


encoding = sys.argv[2] if len(sys.argv) > 2 else 'utf-8'
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', int(sys.argv[1])))
server.listen(128)
print('listening on port', server.getsockname()[1], flush=True)
while True:
    client, address = server.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
