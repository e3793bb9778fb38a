package dev.landline.server.os;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a process file system says about processes. Source: proc(5). */
final class ProcessTable {

    // What the kernel tells user space, on x86-64 and AArch64 whatever it uses itself.
    private static final long TICKS_PER_SECOND = 100;
    private static final int FIRST_READ = 16 * 1024;
    private static final String BOOT_TIME = "btime ";

    // Fields of a status line, counted from the state, which is the third of all.
    private static final int STATE = 0;
    private static final int START = 19;

    private final Path proc;

    /**
     * What is said about one process.
     *
     * @param state one letter: {@code R}, {@code S}, {@code Z} …
     * @param startTicks when it was started, in ticks since the machine was
     */
    record Stat(String state, long startTicks) {

        /** Whether there is nothing left but its exit status. */
        boolean hasEnded() {
            return state.equals("Z") || state.equals("X");
        }
    }

    /**
     * Reads a process file system.
     *
     * @param proc where it is mounted
     */
    ProcessTable(Path proc) {
        this.proc = proc;
    }

    /** The numbers of all processes. */
    List<Long> pids() throws IOException {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                pids.add(Long.parseLong(process.getFileName().toString()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return pids;
    }

    /**
     * The state of a process.
     *
     * @return empty when there is no such process, or it may not be looked at
     */
    Optional<Stat> stat(long pid) {
        return read(pid, "stat")
                .map(bytes -> {
                    String line = new String(bytes, StandardCharsets.ISO_8859_1);
                    // pid (name, which may hold anything) state ppid pgrp ...
                    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
                    return new Stat(fields[STATE], Long.parseLong(fields[START]));
                });
    }

    /**
     * The strings of {@code cmdline} or {@code environ}, decoded as UTF-8.
     *
     * @return none also where the process is gone, has ended, or may not be looked at
     */
    List<String> strings(long pid, String file) {
        byte[] bytes = read(pid, file).orElse(new byte[0]);
        List<String> strings = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                strings.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            strings.add(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
        }
        return strings;
    }

    /**
     * Whether a process has a program: those of the kernel, and those that have ended, have none.
     */
    boolean hasProgram(long pid) {
        try {
            Files.readSymbolicLink(proc.resolve(Long.toString(pid)).resolve("exe"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** When the machine was started. */
    Instant bootTime() throws IOException {
        return Files.readAllLines(proc.resolve("stat"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith(BOOT_TIME))
                .map(line -> line.substring(BOOT_TIME.length()).strip())
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
                .findFirst()
                .orElseThrow(
                        () -> new IOException(proc + "/stat: expected a line btime, got none"));
    }

    /** The moment that lies some ticks after another. */
    static Instant after(Instant start, long ticks) {
        return start.plusMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    /**
     * The whole file in one read: between two, a process can become another program. Not through a
     * channel, which an interrupt would close.
     */
    private Optional<byte[]> read(long pid, String file) {
        File path = proc.resolve(Long.toString(pid)).resolve(file).toFile();
        for (int size = FIRST_READ; ; size *= 2) {
            try (FileInputStream input = new FileInputStream(path)) {
                byte[] bytes = new byte[size];
                int count = input.read(bytes);
                if (count < size) {
                    return count <= 0 ? Optional.empty() : Optional.of(Arrays.copyOf(bytes, count));
                }
            } catch (IOException e) {
                // It has ended since it was listed, or belongs to somebody else.
                return Optional.empty();
            }
        }
    }
}
