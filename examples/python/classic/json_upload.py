#!/usr/bin/env python3
"""Sends a file to a server that takes uploads (dialect `json`).

    json_upload.py HOST PORT FILE [ENCODING]

Shows: the same frame in the other direction. The header says what the file is called, how long it is and what it
hashes to, so that the server knows when it has all of it, and whether it is what was sent. The server decides
under which name it keeps it, and answers with that name.
"""
import hashlib
import json
import os
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


host, port, path, encoding = (sys.argv + ['utf-8'])[1:5]
with open(path, 'rb') as file:
    digest = hashlib.sha256()
    while piece := file.read(65536):
        digest.update(piece)
    header = json.dumps({
        'filename': os.path.basename(path),
        'hash': 'sha256:' + digest.hexdigest(),
        'data_size': file.tell(),
    }).encode(encoding)
    file.seek(0)
    client = socket.create_connection((host, int(port)))
    client.sendall(struct.pack('i', len(header)) + header)
    client.sendfile(file)
answer = json.loads(receive(struct.unpack('i', receive(4))[0]).decode(encoding))
print(receive(answer['data_size']).decode(encoding).rstrip())
if 'error' in answer:
    sys.exit(1)
