#!/usr/bin/env python3
"""Measures the path of a frame with JMH, beside Netty with Jackson, and writes a section of the page.

Builds the benchmarks, runs them one after the other on one thread, and tells time and allocated bytes
for each frame. With --smoke each runs for a moment, so that it is seen to work.
"""
import argparse, json, os, pathlib, sys, tempfile

import page
from jvm import classpath, java
from programs import LANDLINE, ROOT, Failed, output

KINDS = {
    'DATA_64K': '`data` with 64 KiB', 'DATA_64': '`data` with 64 bytes', 'WINDOW': '`window`', 'PING': '`ping`',
    'EXIT': '`exit`',
}


def measure(which, path, options):
    """Runs the benchmarks of a name; what JMH says of each."""
    with tempfile.NamedTemporaryFile(suffix='.json') as result:
        output(java(), 'org.openjdk.jmh.Main', which, '-prof', 'gc', '-rf', 'json', '-rff', result.name,
               *options, cwd=ROOT, env={**os.environ, 'CLASSPATH': path})
        return json.loads(pathlib.Path(result.name).read_text())


def figures(found):
    """Time, its error and bytes by benchmark and kind of frame; of threads that run together, by thread."""
    read = {}
    for one in found:
        kind = one.get('params', {}).get('sample')
        parts = {name: metric for name, metric in one['secondaryMetrics'].items() if '.' not in name}
        for name, metric in (parts or {one['benchmark'].rsplit('.', 1)[1]: one['primaryMetric']}).items():
            read[name, kind] = (metric['score'], float(metric['scoreError']),
                                one['secondaryMetrics']['gc.alloc.rate.norm']['score'])
    return read


def row(name, kind, found):
    ours, theirs = found['landline' + name, kind], found['netty' + name, kind]
    return (f'| {KINDS[kind]} | {ours[0]:,.0f} ± {ours[1]:,.0f} ns | {theirs[0]:,.0f} ± {theirs[1]:,.0f} ns | '
            f'× {ours[0] / theirs[0]:.2f} | {ours[2]:,.0f} B | {theirs[2]:,.0f} B |')


def tables(frames, windows):
    for name, words in (('Decodes', 'Bytes into a frame'), ('Encodes', 'A frame into bytes')):
        yield f'### {words}\n'
        yield '|  | Landline | Netty, Jackson | Landline needs | allocated | by Netty, Jackson |'
        yield '|---|---:|---:|---:|---:|---:|'
        yield from (row(name, kind, frames) for kind in KINDS)
        yield ''
    alone, taken, granted = (windows[name, None][0] for name in ('alone', 'acquire', 'grant'))
    yield '### A window\n'
    yield (f'Credit for a block: {alone:,.0f} ns; {taken:,.0f} ns while another thread grants without a pause, whose '
           f'grants take {granted:,.0f} ns.')


def throughput(found):
    """Bytes in a second of one direction, by the size of a write."""
    took = {(one['params']['shape'], int(one['params']['size'])): one['primaryMetric']['score'] for one in found}
    yield '### TLS over loopback, by the size of a write\n'
    yield "|  | Landline's link | the JDK's socket | Landline needs |"
    yield '|---|---:|---:|---:|'
    for size in sorted({size for _, size in took}):
        ours, theirs = took['engine', size], took['socket', size]
        yield f'| {size >> 10} KiB | {size / ours:,.0f} MB/s | {size / theirs:,.0f} MB/s | × {ours / theirs:.2f} |'


def section(command, frames, windows, links):
    return '\n'.join([
        '## Frames', '',
        'What one frame costs, without a connection: its header out of bytes and into them, by Landline and by a program',
        "on Netty's `LengthFieldBasedFrameDecoder` with Jackson, on the same bytes; and what the link below carries.", '',
        '```', command, '```', '',
        *page.machine()[:2],
        '- Means of JMH with the error of 99.9 %, one thread. A body that was read is an array of its own with Landline, so',
        '  that it can be handed on without a rule about who gives it back, and counts as allocated; Netty lends a',
        '  slice of what arrived, from its pool. Landline copies the body of a frame that it writes, so that header and',
        '  body are one write and one record of TLS; Netty keeps two buffers here, which its TLS copies later.', '',
        *tables(frames, windows), '', *throughput(links)])


def main():
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument('--smoke', action='store_true', help='a moment of everything; writes no page')
    said.add_argument('--page', type=pathlib.Path, default=ROOT / 'docs/benchmarks.md')
    options = said.parse_args()
    output(LANDLINE, '--version')  # finds the Java
    path = classpath()
    brief = ['-f', '0', '-wi', '1', '-w', '100ms', '-i', '1', '-r', '100ms'] if options.smoke else []
    frames = figures(measure('FrameBenchmark', path, brief))
    windows = figures(measure('WindowBenchmark', path, brief))
    links = measure('TlsLinkBenchmark', path, brief)
    text = section(' '.join(['bench/compare/frames.py', *sys.argv[1:]]), frames, windows, links)
    print(text)
    if not options.smoke:
        page.write(options.page, 'frames', text)


if __name__ == '__main__':
    try:
        main()
    except Failed as e:
        sys.exit(f'frames.py: {e}')
