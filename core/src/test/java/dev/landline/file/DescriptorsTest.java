package dev.landline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.file.FileException.Reason;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Descriptors are closed whatever happens, and are not there for children. */
@Timeout(60)
class DescriptorsTest {

    private static final FileName FILE = FileName.of("file");
    private static final FileName CHILD = FileName.of("child");
    private static final int DESCRIPTORS = 7;

    @TempDir private Path path;

    /** Everything that is open below the directory. */
    private List<Path> open() throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                if (Files.exists(link) && Files.readSymbolicLink(link).startsWith(path)) {
                    open.add(link);
                }
            }
        }
        return open;
    }

    @Test
    void noneLeaks() throws Exception {
        Files.createDirectories(path.resolve("child/deep"));
        Files.createSymbolicLink(path.resolve("link"), Path.of(".."));
        assertThat(new ProcessBuilder("mkfifo", path.resolve("pipe").toString()).start().waitFor())
                .isZero();
        for (int i = 0; i < 50; i++) {
            try (Directory directory = Directory.open(FileName.of(path));
                    Directory child = directory.openDirectory(CHILD);
                    OpenFile file = child.create(FILE, 0600);
                    OpenFile again = child.reopen(FILE)) {
                child.makeLink(FileName.of("l"), FILE);
                child.readFollowing(FileName.of("l")).close();
                child.remove(FileName.of("l"));
                directory.names();
                directory.openBeneath(FileName.of("child/deep")).close();
                DirectoryOpening.oneByOne(directory.handle(), FileName.of("child/deep")).close();
                Refusal.of(
                        () ->
                                DirectoryOpening.oneByOne(
                                        directory.handle(), FileName.of("child/file")),
                        Reason.NOT_A_DIRECTORY);
                Refusal.of(() -> directory.openDirectory(FileName.of("link")), Reason.IS_A_LINK);
                Refusal.of(() -> directory.openBeneath(FileName.of("link")), Reason.OUTSIDE);
                Refusal.of(() -> directory.read(FileName.of("pipe")), Reason.UNSUPPORTED);
                Refusal.of(() -> directory.read(CHILD), Reason.IS_A_DIRECTORY);
                child.rename(FILE, directory, FILE);
                assertThat(again.facts().isSameFile(file.facts())).isTrue();
                assertThat(open()).hasSize(4);
            }
        }
        assertThat(open()).isEmpty();
    }

    @Test
    void childrenDoNotGetThem() throws Exception {
        try (Directory directory = Directory.open(FileName.of(path));
                OpenFile file = directory.create(FILE, 0600);
                Directory below = directory.openBeneath(FileName.of("."))) {
            assertThat(file.facts().isSameFile(below.facts(FILE))).isTrue();
            List<Path> all = open();
            assertThat(all).hasSize(3);
            for (Path each : all) {
                String number = each.getFileName().toString();
                String info = Files.readString(Path.of("/proc/self/fdinfo", number));
                int flags =
                        info.lines()
                                .filter(line -> line.startsWith("flags:"))
                                .mapToInt(line -> Integer.parseInt(line.substring(6).strip(), 8))
                                .findFirst()
                                .orElseThrow();
                assertThat(flags & 0x8_0000).as(info).isNotZero();
            }
        }
    }

    @Test
    void nothingWorksAfterClosing() throws Exception {
        Directory directory = Directory.open(FileName.of(path));
        OpenFile file = directory.create(FILE, 0600);
        directory.close();
        directory.close();
        file.close();
        file.close();
        assertThat(Refusal.of(directory::names, Reason.OTHER)).hasMessageEndingWith("closed");
        assertThat(Refusal.of(() -> directory.read(FILE), Reason.OTHER))
                .hasMessage("file: has been closed");
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        Refusal.of(() -> file.write(one, 0), Reason.OTHER);
        Refusal.of(() -> file.read(one, 0), Reason.OTHER);
        Refusal.of(file::facts, Reason.OTHER);
    }

    @Test
    void tooManyOpenIsToldFromOthers() throws Exception {
        Files.createDirectory(path.resolve("child"));
        try (Directory directory = Directory.open(FileName.of(path));
                Arena arena = Arena.ofConfined()) {
            directory.create(FILE, 0600).close();
            // Everything once, so that no class has to be opened when no file can be.
            Refusal.of(() -> directory.openDirectory(FILE), Reason.NOT_A_DIRECTORY);
            MemorySegment limits = arena.allocate(16, 8);
            limit(arena, 0, limits.address());
            long before = limits.get(ValueLayout.JAVA_LONG, 0);
            Deque<AutoCloseable> fillers = new ArrayDeque<>();
            List<FileException> refusals = new ArrayList<>();
            try {
                limits.set(ValueLayout.JAVA_LONG, 0, highest() + 8);
                limit(arena, limits.address(), 0);
                fill(directory, fillers, refusals);
                attempt(() -> directory.openDirectory(CHILD), refusals);
                attempt(() -> directory.openBeneath(CHILD), refusals);
                attempt(() -> Directory.open(FileName.of("/")), refusals);
                attempt(() -> directory.create(FileName.of("new"), 0600), refusals);
            } finally {
                limits.set(ValueLayout.JAVA_LONG, 0, before);
                limit(arena, limits.address(), 0);
                for (AutoCloseable each : fillers) {
                    each.close();
                }
            }
            assertThat(refusals)
                    .hasSize(5)
                    .allMatch(refusal -> refusal.reason() == Reason.TOO_MANY_OPEN);
            assertThat(directory.names()).containsExactly(CHILD, FILE);
        }
    }

    private interface Opening {
        AutoCloseable open() throws FileException;
    }

    private static void fill(
            Directory directory, Deque<AutoCloseable> fillers, List<FileException> refusals) {
        while (refusals.isEmpty()) {
            attempt(
                    () -> {
                        OpenFile file = directory.read(FILE);
                        fillers.push(file);
                        return file;
                    },
                    refusals);
        }
    }

    private static void attempt(Opening opening, List<FileException> refusals) {
        try {
            assertThat(opening.open()).isNotNull();
        } catch (FileException e) {
            refusals.add(e);
        }
    }

    private static long highest() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.mapToLong(link -> Long.parseLong(link.getFileName().toString()))
                    .max()
                    .orElseThrow();
        }
    }

    private static void limit(Arena arena, long newLimits, long oldLimits) {
        int prlimit = System.getProperty("os.arch", "").equals("aarch64") ? 261 : 302;
        long result =
                LibC.callLong(
                        Function.SYSCALL,
                        arena.allocate(ValueLayout.JAVA_INT),
                        prlimit,
                        0,
                        DESCRIPTORS,
                        newLimits,
                        oldLimits);
        assertThat(result).isZero();
    }

    @Test
    void closingLetsWhatHasBegunEnd() throws Exception {
        try (Directory directory = Directory.open(FileName.of(path))) {
            for (int i = 0; i < 200; i++) {
                OpenFile file = directory.create(FileName.of("f" + i), 0600);
                Thread writer =
                        Thread.ofPlatform()
                                .start(() ->
                                        assertThatThrownBy(() -> writeForever(file))
                                                .hasMessageEndingWith("has been closed"));
                file.close();
                // Gets the number as soon as it is free.
                try (OpenFile other = directory.create(FileName.of("other" + i), 0600)) {
                    writer.join();
                    assertThat(other.facts().size()).isZero();
                }
            }
        }
    }

    private static void writeForever(OpenFile file) throws FileException {
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        while (true) {
            file.write(one.clear(), 0);
        }
    }
}
