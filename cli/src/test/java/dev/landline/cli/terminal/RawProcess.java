package dev.landline.cli.terminal;

import dev.landline.TerminalSize;
import dev.landline.cli.console.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What a test runs at a terminal: makes it raw, and does what its argument says. */
final class RawProcess {

    private RawProcess() {}

    public static void main(String[] args) throws Exception {
        Surroundings here = Surroundings.ofThisProcess();
        try (RawTerminal terminal = RawTerminal.of(here)) {
            say(terminal, "size " + shown(terminal.size()));
            terminal.onResize(size -> sayQuietly(terminal, "resized " + shown(size)));
            terminal.enter();
            say(terminal, "raw " + ProcessHandle.current().pid());
            act(args[0], terminal);
        }
    }

    private static String shown(TerminalSize size) {
        return size.columns() + "x" + size.rows();
    }

    private static void act(String what, RawTerminal terminal) throws Exception {
        switch (what) {
            case "close" -> terminal.input().read();
            case "exit" -> {
                terminal.input().read();
                System.exit(3);
            }
            case "throw" -> {
                terminal.input().read();
                throw new IllegalStateException("on purpose");
            }
            case "bytes" -> {
                byte[] typed = terminal.input().readNBytes(256);
                say(terminal, "typed " + HexFormat.of().formatHex(typed));
                say(terminal, "threads " + Thread.getAllStackTraces().keySet());
            }
            case "suspend" -> {
                terminal.input().read();
                terminal.suspend();
                say(terminal, "on again");
                terminal.input().read();
            }
            case "cut" -> {
                terminal.output()
                        .write("\033[?1049h\033[?25l\033[1m".getBytes(StandardCharsets.US_ASCII));
                say(terminal, "shown");
                terminal.input().read();
                System.exit(3);
            }
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static void say(RawTerminal terminal, String text) throws IOException {
        terminal.output().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void sayQuietly(RawTerminal terminal, String text) {
        try {
            say(terminal, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
