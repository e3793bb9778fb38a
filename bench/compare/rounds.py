"""Runs programs by turns, whole processes at a time, and looks after each run at what it has done."""
import dataclasses, os, pathlib, signal, statistics, subprocess, sys, time
from collections.abc import Callable

from programs import Failed

LONGEST = 900  # seconds that one run may take


@dataclasses.dataclass(frozen=True)
class Tool:
    """One way to do it."""
    name: str  # as it stands in the table
    command: list[str]
    ours: bool = False
    preserves: bool = False  # times and permissions have to arrive as well


@dataclasses.dataclass(frozen=True)
class Comparison:
    """What several tools are to do."""
    key: str
    title: str
    tools: list[Tool]
    amount: float = 0  # of what one run moves
    unit: str = ''  # per second
    prepare: Callable[[], None] = lambda: None  # before each run, not timed
    check: Callable[[Tool], None] = lambda tool: None  # after each run, not timed; raises Failed
    line: bool = False  # whether what went over the line is of interest


@dataclasses.dataclass
class Figures:
    """What was measured of one tool."""
    tool: Tool
    seconds: list[float] = dataclasses.field(default_factory=list)
    line: list[int] = dataclasses.field(default_factory=list)  # bytes, both ways

    @property
    def median(self):
        return statistics.median(self.seconds)


def compare(comparison, rounds, env, first=0):
    """Runs each tool once a round, in an order that moves on from round to round. Round 0
    counts for nothing: it brings files and programs into memory, and warms the servers. Rounds
    below 0 are of ours alone: its server is as fast as one that is in use only when the JVM has
    compiled it."""
    figures = [Figures(tool) for tool in comparison.tools]
    for number in range(first, rounds + 1):
        start = number % len(figures)
        for figure in figures[start:] + figures[:start]:
            if number < 0 and not figure.tool.ours:
                continue
            comparison.prepare()
            before = _line_bytes()
            seconds = run(figure.tool.command, env)
            line = _line_bytes() - before
            comparison.check(figure.tool)
            say(f'{comparison.key:12} {number if number > 0 else "-"}  {figure.tool.name:34} {seconds:8.3f} s')
            if number > 0:
                figure.seconds.append(seconds)
                figure.line.append(line)
    return figures


def run(command, env):
    """Runs a command to its end.

    Returns the seconds that it took; raises Failed where it does not succeed.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, start_new_session=True)
    try:
        said = process.communicate(timeout=LONGEST)[1]
        seconds = time.perf_counter() - begun
    except subprocess.TimeoutExpired:
        raise Failed(f'{" ".join(command)}: not done after {LONGEST} s') from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode:
        raise Failed(f'{" ".join(command)}: exit status {process.returncode}: '
                     + said.decode(errors='replace').strip()[-2000:])
    return seconds


def say(text):
    """Tells whoever waits how far it is."""
    print(text, file=sys.stderr, flush=True)


def _line_bytes():
    return int(pathlib.Path('/sys/class/net/lo/statistics/tx_bytes').read_text())
