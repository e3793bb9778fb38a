package dev.landline.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path of the other side's stays below the directory that it begins in. */
@Timeout(60)
class BeneathTest {

    @TempDir private Path path;
    private Directory root;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(path.resolve("outside/secret"));
        Files.createDirectories(path.resolve("root/a/b/c"));
        Files.createFile(path.resolve("root/file"));
        link("root/within", "a/b");
        link("root/a/up", "../a/b");
        link("root/out", "../outside");
        link("root/absolute", path.resolve("root/a").toString());
        link("root/a/far", "../../outside/secret");
        root = Directory.open(FileName.of(path.resolve("root")));
    }

    private void link(String name, String target) throws Exception {
        Files.createSymbolicLink(path.resolve(name), Path.of(target));
    }

    @AfterEach
    void close() {
        root.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "./a//b/", "a/b/c", "within/c", "a/up", "."})
    void whatIsBelowIsOpened(String relative) throws Exception {
        try (Directory opened = root.openBeneath(FileName.of(relative))) {
            assertThat(opened.name()).isEqualTo(FileName.of(relative));
            assertThat(opened.facts().inode())
                    .isEqualTo(Files.getAttribute(path.resolve("root/" + relative), "unix:ino"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "a/..",
                "a/../..",
                "../root",
                "/",
                "/etc",
                "out",
                "out/secret",
                "absolute",
                "a/far"
            })
    void whatLeadsOutIsRefused(String relative) {
        FileException refusal =
                Refusal.of(() -> root.openBeneath(FileName.of(relative)), Reason.OUTSIDE);
        assertThat(refusal).hasMessage(relative + ": leads out of its directory");
    }

    @Test
    void whatIsNoDirectoryIsRefused() {
        Refusal.of(() -> root.openBeneath(FileName.of("file")), Reason.NOT_A_DIRECTORY);
        Refusal.of(() -> root.openBeneath(FileName.of("a/none")), Reason.NOT_FOUND);
    }

    /** As on a kernel that cannot be told to stay below. */
    @Test
    void nameByNameNothingIsFollowed() throws Exception {
        try (Directory opened = oneByOne("./a/b")) {
            assertThat(opened.names()).containsExactly(FileName.of("c"));
            assertThat(opened.name()).isEqualTo(FileName.of("./a/b"));
        }
        for (String each : new String[] {"within", "a/up", "out", "absolute", "out/secret"}) {
            Refusal.of(() -> oneByOne(each), Reason.IS_A_LINK);
        }
        Refusal.of(() -> oneByOne("a/.."), Reason.OUTSIDE);
        FileException refusal = Refusal.of(() -> oneByOne("a/x/y"), Reason.NOT_FOUND);
        assertThat(refusal).hasMessage("a/x/y: no such file or directory");
    }

    private Directory oneByOne(String relative) throws FileException {
        return DirectoryOpening.oneByOne(root.handle(), FileName.of(relative));
    }
}
