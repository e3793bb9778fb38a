#!/usr/bin/env python3
"""Runs commands on a server that sends a header in JSON before each answer (dialect `json`).

    json_client.py HOST PORT [ENCODING]

Shows: four bytes, the header that they count, the answer that the header counts.
"""
import json
import socket
import struct
import sys


def receive(size):
    data = bytearray()
    while len(data) < size:
        piece = client.recv(min(1024, size - len(data)))
        if not piece:
            sys.exit('the server has closed the connection')
        data += piece
    return data


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
    header_size = struct.unpack('i', receive(4))[0]
    header = json.loads(receive(header_size).decode(encoding))
    answer = receive(header['data_size'])
    print(answer.decode(encoding, 'replace'), end='', flush=True)
client.close()
