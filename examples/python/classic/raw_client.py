#!/usr/bin/env python3
"""Runs commands on a server whose answers have no frame (dialect `raw`).

    raw_client.py HOST PORT [ENCODING]

Shows what goes wrong without a frame. Nothing says where an answer ends, so this client calls `recv(1024)` once
for each command, and that is meant to stay so. Try `ls -lR /etc` and then `pwd`: the answer to `pwd` is the next
1024 bytes of the first one. A loop would not help, for it could not know when to stop.
"""
import socket
import sys

host, port, encoding = (sys.argv + ['utf-8'])[1:4]
client = socket.create_connection((host, int(port)))
while True:
    try:
        command = input('>>> ' if sys.stdin.isatty() else '').strip()
    except EOFError:
        break
    if command == 'quit':
        break
    if not command:
        continue
    client.sendall(command.encode(encoding))
    answer = client.recv(1024)
    if not answer:
        sys.exit('the server has closed the connection')
    print(answer.decode(encoding, 'replace'), end='', flush=True)
client.close()
