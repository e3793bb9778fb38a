package dev.landline.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.Directory;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.hash.HashAlgorithm;
import dev.landline.select.Exclusions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk goes on behind any position that an earlier one has reached, and leaves nothing out. */
class WalkTest {

    private record Named(Position position, boolean directory) {}

    @TempDir private Path folder;

    @BeforeEach
    void tree() throws IOException {
        for (String directory :
                List.of("-first", "a", "a.b", "b", "b/b", "b/b/b", "z", "z/empty")) {
            Path made = Files.createDirectories(folder.resolve("top").resolve(directory));
            for (String name : List.of(" x", "-x", "a", "b.txt", "~", "é")) {
                if (!directory.endsWith("empty") && !Files.exists(made.resolve(name))) {
                    Files.writeString(made.resolve(name), name);
                }
            }
        }
        Files.writeString(folder.resolve("top/!"), "");
        Files.createSymbolicLink(folder.resolve("top/b/link"), Path.of("a"));
        Files.writeString(folder.resolve("top2"), "");
        Files.createDirectory(folder.resolve("top.dir"));
        Files.writeString(folder.resolve("top.dir/x"), "");
    }

    private static SendOptions options(Exclusions exclude, Optional<Position> after) {
        return new SendOptions(
                true,
                false,
                exclude,
                HashAlgorithm.XXH3_128,
                false,
                OptionalLong.empty(),
                false,
                after);
    }

    private Source source(int number, String name, String as) {
        return new Source(
                number,
                () -> Directory.open(FileName.of(folder)),
                FileName.of(name),
                FileName.of(as),
                false);
    }

    private static List<Named> walk(List<Source> sources, Optional<Position> after) {
        List<Named> all = new ArrayList<>();
        try (Walk walk = new Walk(sources.iterator(), options(Exclusions.none(), after))) {
            Walk.Step step;
            while ((step = walk.next()) != null) {
                switch (step) {
                    case Walk.Step.Found found ->
                            all.add(
                                    new Named(
                                            new Position(found.source().number(), found.path()),
                                            found.facts().kind() == FileKind.DIRECTORY));
                    case Walk.Step.Left _ -> {
                        // It was found before.
                    }
                    case Walk.Step.Trouble trouble -> throw new AssertionError(trouble);
                }
            }
        }
        return all;
    }

    private static boolean isAbove(Position directory, Position reached) {
        String path = directory.name().text();
        return directory.source() == reached.source()
                && (path.equals(".")
                        || reached.name().equals(directory.name())
                        || reached.name().text().startsWith(path + "/"));
    }

    private static void assertGoesOnBehindEach(List<Source> sources) {
        List<Named> whole = walk(sources, Optional.empty());
        assertThat(whole).doesNotHaveDuplicates();
        for (int i = 0; i < whole.size(); i++) {
            Position reached = whole.get(i).position();
            List<Named> before = whole.subList(0, i + 1);
            List<Named> continued = walk(sources, Optional.of(reached));
            Set<Named> union = new HashSet<>(before);
            union.addAll(continued);
            assertThat(union).as("behind %s", reached).containsExactlyInAnyOrderElementsOf(whole);
            assertThat(continued).as("behind %s", reached).doesNotHaveDuplicates();
            assertThat(continued)
                    .as("again, behind %s", reached)
                    .filteredOn(before::contains)
                    .allMatch(again -> again.directory() && isAbove(again.position(), reached));
        }
    }

    @Test
    void behindEveryPositionOfTrees() {
        List<Source> sources =
                List.of(
                        source(0, "top", "top"),
                        source(1, "top.dir", "top.dir"),
                        source(1, "top2", "top2"),
                        source(2, "top", "top"));
        assertThat(walk(sources, Optional.empty())).hasSizeGreaterThan(100);
        assertGoesOnBehindEach(sources);
    }

    @Test
    void behindEveryPositionOfTheContentsOfATree() {
        assertGoesOnBehindEach(List.of(source(0, "top", ".")));
    }

    @Test
    void whatWasReachedLastMayBeGone() throws IOException {
        List<Source> sources = List.of(source(0, "top", "top"));
        for (Named last : walk(sources, Optional.empty())) {
            if (last.directory() || !Files.exists(folder.resolve(last.position().name().text()))) {
                continue;
            }
            List<Named> whole = walk(sources, Optional.empty());
            Path file = folder.resolve(last.position().name().text());
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            Set<Named> union = new HashSet<>(whole.subList(0, whole.indexOf(last) + 1));
            union.addAll(walk(sources, Optional.of(last.position())));
            assertThat(union)
                    .as("behind %s, which is gone", last)
                    .containsExactlyInAnyOrderElementsOf(whole);
            Files.write(file, content);
        }
    }

    @Test
    void aWholeDirectoryThatWasReachedMayBeGone() throws IOException {
        List<Source> sources = List.of(source(0, "top", "top"));
        List<Named> all = walk(sources, Optional.empty());
        Files.move(folder.resolve("top/b"), folder.resolve("gone"));
        Set<Named> left = new HashSet<>(walk(sources, Optional.empty()));
        for (Named last : all) {
            if (last.position().name().text().startsWith("top/b/")) {
                List<Named> continued = walk(sources, Optional.of(last.position()));
                assertThat(continued)
                        .as("behind %s", last)
                        .containsAll(
                                left.stream()
                                        .filter(it -> all.indexOf(it) > all.indexOf(last))
                                        .toList());
            }
        }
    }

    @Test
    void whatIsLeftOutIsNotLookedAt() {
        List<String> paths = new ArrayList<>();
        try (Walk walk =
                new Walk(
                        List.of(source(0, "top", "top")).iterator(),
                        options(
                                Exclusions.of(List.of("b/", "*.txt", "!/a/b.txt")),
                                Optional.empty()))) {
            Walk.Step step;
            while ((step = walk.next()) != null) {
                if (step instanceof Walk.Step.Found found) {
                    paths.add(found.path().text());
                }
            }
        }
        assertThat(paths)
                .contains("top/a/b.txt", "top/a.b", "top/z/empty")
                .doesNotContain("top/z/b.txt")
                .noneMatch(path -> path.startsWith("top/b"));
    }
}
