"""A json server as others write it: '<i', three sends, a header that is not ASCII and has more keys.

    json_three_sends_server.py PORT ENCODING
"""
import hashlib
import json
import socket
import struct
import subprocess
import sys
import threading


def serve(conn):
    # TCP_NODELAY so that the three sends leave as three, at once.
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while True:
        cmd = conn.recv(1024)
        if not cmd:
            break
        obj = subprocess.Popen(cmd.decode(encoding), shell=True, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        stdout, stderr = obj.communicate()
        body = (stdout + stderr).decode('utf-8').encode(encoding)
        header_dic = {'filename': '输出.txt', 'file_size': len(body), 'data_size': len(body),
                      'md5': hashlib.md5(body).hexdigest(), 'total_size': str(len(body))}
        header = json.dumps(header_dic, ensure_ascii=False, indent=1).encode(encoding)
        conn.send(struct.pack('<i', len(header)))
        conn.send(header)
        conn.sendall(body)
    conn.close()


port, encoding = int(sys.argv[1]), sys.argv[2]
server = socket.socket()
server.bind(('127.0.0.1', port))
server.listen(5)
print('listening on port', server.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
