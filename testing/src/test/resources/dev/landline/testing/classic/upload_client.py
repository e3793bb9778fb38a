"""Sends uploads whose headers are given line by line on standard input, on one connection, as others write it:
three sends, keys of their own. Where the server has closed it, the next line gets a new one. A line is a JSON object; its key `body` is what the body repeats, `times` times.

    upload_client.py HOST PORT ENCODING

Prints one line of JSON for each answer: its header, with the body as `body`; `{}` once the server has closed.
"""
import hashlib
import json
import socket
import struct
import sys


def receive(size):
    data = bytearray()
    while len(data) < size:
        piece = sk.recv(1024 if size - len(data) > 1024 else size - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def connect():
    sk = socket.socket()
    sk.connect((sys.argv[1], int(sys.argv[2])))
    sk.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sk


encoding = sys.argv[3]
sk = connect()
for line in sys.stdin:
    asked = json.loads(line)
    body = asked.pop('body').encode() * asked.pop('times', 1)
    header = {'file_size': len(body), 'md5': hashlib.md5(body).hexdigest(), 'data_size': len(body),
              'hash': 'md5:' + hashlib.md5(body).hexdigest(), **asked}
    header = {key: value for key, value in header.items() if value is not None}
    head_bytes = json.dumps(header, ensure_ascii=False).encode(encoding)
    try:
        sk.send(struct.pack('i', len(head_bytes)))
        sk.send(head_bytes)
        sk.sendall(body)
        answer = json.loads(receive(struct.unpack('i', receive(4))[0]).decode(encoding))
        answer['body'] = receive(answer['data_size']).decode(encoding)
    except (EOFError, ConnectionError):
        answer = {}
        sk.close()
        sk = connect()
    print(json.dumps(answer), flush=True)
