package dev.landline.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way a copy goes. */
class CopyPlanTest {

    private static CopyPlan plan(String words) {
        return CopyPlan.of(List.of(words.split(" ")));
    }

    @Test
    void everyWayThereIs() {
        CopyPlace.Remote box = new CopyPlace.Remote("box", "c");

        assertThat(plan("a b box:c")).isEqualTo(new CopyPlan.Put(List.of("a", "b"), box));
        assertThat(plan("- box:c")).isEqualTo(new CopyPlan.PutStream(box));
        assertThat(plan("box:a box:b c"))
                .isEqualTo(new CopyPlan.Get("box", List.of("a", "b"), "c"));
        assertThat(plan("box:c -")).isEqualTo(new CopyPlan.GetStream(box));
        assertThat(plan("bax:a bax:b box:c"))
                .isEqualTo(new CopyPlan.Between("bax", List.of("a", "b"), box));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b       | expected TARGET:PATH on one side at least",
                "- b       | expected TARGET:PATH on one side at least",
                "a -       | expected TARGET:PATH on one side at least",
                "a b:c d:e | some at this machine and some at 'b'",
                "b:c a d:e | some at 'b' and some at this machine",
                "b:c d:e f | some at 'b' and some at 'd'",
                "b:c - f   | some at 'b' and some at standard input",
                "- a b:c   | expected no other source beside -",
                "a - b:c   | some at files and some at standard input",
                "b:a b:c - | expected one file for - (standard output), got 2",
            })
    void noWay(String words, String message) {
        assertThatThrownBy(() -> plan(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void machinesAreNamed() {
        assertThat(CopyPlan.machines(plan("a me@box:b"))).isEqualTo("me@box");
        assertThat(CopyPlan.machines(plan("a:1 b:2"))).isEqualTo("a to b");
        assertThat(CopyPlan.machines(plan("a:1 a:2"))).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "file box:b, false, false",
        "file box:b/, false, true",
        "file box:b/, true, true",
        "dir box:b/, true, false",
        "file dir box:b, true, true",
        "- box:b/, false, true",
        "box:a b, false, false",
        "box:a b/, false, true",
        "box:a b/, true, false",
        "box:a box:b c, true, true",
        "bax:a box:b/, false, true",
        "bax:a box:b/, true, false",
        "box:a -, false, false",
    })
    void whereADirectoryHasToBe(String words, boolean recursive, boolean has, @TempDir Path here)
            throws Exception {
        Files.createFile(here.resolve("file"));
        Files.createDirectory(here.resolve("dir"));

        assertThat(CopyVisit.intoDirectory(plan(words), recursive, here)).isEqualTo(has);
    }
}
