package dev.landline.server.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which process groups have living members, from {@code /proc}. {@code kill(2)} cannot tell: it
 * counts the zombie that keeps the group's number reserved.
 *
 * <p>A thousand groups that end at once share a few readings: whoever asks gets the result of one
 * that began after the question.
 */
final class GroupCensus {

    private final Path proc;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicReference<FutureTask<Set<Long>>> next =
            new AtomicReference<>(new FutureTask<>(this::take));

    /**
     * Reads a process file system.
     *
     * @param proc where it is mounted
     */
    GroupCensus(Path proc) {
        this.proc = proc;
    }

    /**
     * Whether a group has a member that is not a zombie.
     *
     * @param group the group's id
     * @return true also where the system does not say
     * @throws InterruptedException when interrupted while another thread reads
     */
    boolean hasMembers(long group) throws InterruptedException {
        FutureTask<Set<Long>> mine = next.get();
        mine.run();
        try {
            return mine.get().contains(group);
        } catch (ExecutionException e) {
            return true;
        }
    }

    private Set<Long> take() throws IOException {
        // Held while /proc, which is memory, is read: those who ask meanwhile share the next turn.
        turn.lock();
        try {
            next.set(new FutureTask<>(this::take));
            return groups();
        } finally {
            turn.unlock();
        }
    }

    private Set<Long> groups() throws IOException {
        Set<Long> groups = new HashSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                addGroup(process.resolve("stat"), groups);
            }
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        }
        return groups;
    }

    private static void addGroup(Path stat, Set<Long> groups) {
        String line;
        try {
            line = new String(Files.readAllBytes(stat), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended since it was listed.
            return;
        }
        // pid (name, which may hold anything) state ppid pgrp ...
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 4);
        if (!fields[0].equals("Z") && !fields[0].equals("X")) {
            groups.add(Long.parseLong(fields[2]));
        }
    }
}
