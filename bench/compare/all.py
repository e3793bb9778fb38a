#!/usr/bin/env python3
"""Makes every comparison, writes all sections of docs/benchmarks.md, its charts too.

Installs from Debian what is missing: openssh-server, rsync, clustershell, pssh. Libraries that Landline is measured beside
come from Maven Central. Needs root. With --smoke there is little of everything: all answers are checked, and nothing is
written.
"""
import argparse, concurrent.futures, os, pathlib, subprocess, sys, time

sys.dont_write_bytecode = True

from far import separated
from jvm import classpath
from programs import FAN_OUT, LANDLINE, PROGRAMS, ROOT, Failed, install, output, program
from rounds import say

# In the order of the page.
COMPARISONS = ['starts', 'library', 'exchanges', 'flood', 'files', 'fanout', 'idle', 'handshakes', 'calls', 'frames']
PYTHON = [sys.executable, '-B']
LONGEST = {False: 6 * 3600, True: 600}  # seconds, of a comparison and of its smoke
AT_ONCE = 2  # of smokes: what they take is of no interest


def make(name, options, env):
    """Makes one; its output goes where this one's goes, or is kept for the case that it fails."""
    command = [*PYTHON, str(ROOT / f'bench/compare/{name}.py'), '--page', str(options.page)]
    if options.smoke:
        command.append('--smoke')
    begun = time.monotonic()
    try:
        done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, text=True, timeout=LONGEST[options.smoke],
                              **({'stdout': subprocess.PIPE, 'stderr': subprocess.STDOUT} if options.smoke else {}))
    except subprocess.TimeoutExpired:
        raise Failed(f'{name}: not done after {LONGEST[options.smoke]} s') from None
    if done.returncode:
        raise Failed(f'{name}: exit status {done.returncode}\n{(done.stdout or "")[-4000:]}'.strip())
    say(f'{name}: {"all answers are right" if options.smoke else "done"}, {time.monotonic() - begun:.0f} s')


def missing():
    """Why nothing can be compared here, or None."""
    if os.geteuid() != 0:
        return 'not run by root, who makes an account for the other side'
    lacking = sorted({package for name, package in PROGRAMS.items() if not program(name)})
    return f'not installed: {", ".join(lacking)}' if lacking else None


def arguments():
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument('--smoke', action='store_true', help='little of everything; writes nothing')
    said.add_argument('--installed', action='store_true',
                      help='installs nothing, and says what it skips for that')
    said.add_argument('--only', action='append', choices=COMPARISONS, help='some of them')
    said.add_argument('--page', type=pathlib.Path, default=ROOT / 'docs/benchmarks.md',
                      help='the page, whose charts go beside it (default: docs/benchmarks.md)')
    said.add_argument('--classpath', help='of the module bench, where it is compiled already')
    options = said.parse_args()
    options.page = options.page.resolve()
    return options


def main():
    options = arguments()
    names = options.only or COMPARISONS
    if options.installed:
        if reason := missing():
            print(f'The comparisons are skipped: {reason}')
            return
        if lacking := [package for name, package in FAN_OUT.items() if not program(name)]:
            print(f'fanout is skipped: not installed: {", ".join(lacking)}')
            names = [name for name in names if name != 'fanout']
    else:
        install(FAN_OUT)
    output(LANDLINE, '--version')  # builds it
    env = {**os.environ, 'LANDLINE_BENCH_CLASSPATH': options.classpath or classpath()}
    with separated(), concurrent.futures.ThreadPoolExecutor(AT_ONCE if options.smoke else 1) as threads:
        failures = [task.exception() for task in [threads.submit(make, name, options, env) for name in names]]
    if failures := [failure for failure in failures if failure]:
        raise Failed('\n'.join(map(str, failures)))


if __name__ == '__main__':
    try:
        main()
    except Failed as e:
        sys.exit(f'all.py: {e}')
