"""A client as others write it, in each dialect that has a length: `while recv_size < total` around recv(1024).

    recv_size_client.py DIALECT HOST PORT ENCODING CLIENTS

Every client is a thread with a connection of its own and runs all the commands. Prints the outputs, client by client.
"""
import json
import socket
import struct
import sys
import threading


def talk(number):
    phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    phone.connect((host, port))
    together.wait()
    for cmd in commands:
        phone.send(cmd.encode(encoding))
        if dialect == 'length':
            total = int(phone.recv(1024).decode(encoding))
            phone.send('recv_ready'.encode(encoding))
        else:
            total = struct.unpack('<i', phone.recv(4))[0]
            if dialect == 'json':
                total = json.loads(phone.recv(total).decode(encoding))['data_size']
        recv_size = 0
        recv_data = b''
        while recv_size < total:
            data = phone.recv(1024)
            if not data:
                break
            recv_size += len(data)
            recv_data += data
        outputs[number] += recv_data.decode(encoding)
    phone.close()


dialect, host, port, encoding, clients = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
commands = sys.stdin.read().splitlines()
outputs = [''] * clients
together = threading.Barrier(clients, timeout=20)
threads = [threading.Thread(target=talk, args=(i,)) for i in range(clients)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sys.stdout.write(''.join(outputs))
