"""A json server that keeps every file it is sent, in the simplest way: under the last part of its name.

    upload_server.py PORT DIRECTORY
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
        piece = conn.recv(min(1024, size - len(data)))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def store(header, body):
    algorithm, _, value = header['hash'].partition(':')
    if hashlib.new(algorithm, body).hexdigest() != value:
        return {'error': 'the hash is another one'}
    name = os.path.basename(header['filename'])
    with open(os.path.join(sys.argv[2], name), 'wb') as f:
        f.write(body)
    return {'filename': name, 'hash': header['hash']}


server = socket.socket()
server.bind(('127.0.0.1', int(sys.argv[1])))
server.listen(5)
print('listening on port', server.getsockname()[1], flush=True)
while True:
    conn, addr = server.accept()
    try:
        while True:
            header = json.loads(receive(struct.unpack('i', receive(4))[0]))
            answer = store(header, receive(header['data_size']))
            sentence = answer.get('error', 'stored').encode()
            answer['data_size'] = len(sentence)
            answer = json.dumps(answer).encode()
            conn.sendall(struct.pack('i', len(answer)) + answer + sentence)
    except EOFError:
        conn.close()
