package dev.landline.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is another machine, and what is a file here. */
class CopyPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "box:a, box, a",
        "box:, box, .",
        "box:/srv/www/, box, /srv/www/",
        "box:a:b, box, a:b",
        "box:~/a, box, ~/a",
        "me@box:a, me@box, a",
        "me@box:, me@box, .",
        "me.you@box:a, me.you@box, a",
        "local:a, local, a",
        "box:7022:a, box:7022, a",
        "box:7022:, box:7022, .",
        "me@box:7022:/a:b, me@box:7022, /a:b",
        "box:7022, box, 7022",
        "box:2024/a:b, box, 2024/a:b",
        "box:./7022:a, box, ./7022:a",
        "[::1]:a, [::1], a",
        "[::1]:, [::1], .",
        "[::1]:7022:a, [::1]:7022, a",
        "me@[fe80::1%eth0]:a, me@[fe80::1%eth0], a",
        "me@[::1]:7022:a/b, me@[::1]:7022, a/b",
        "unix:/run/x.sock:a, unix:/run/x.sock, a",
        "unix:/run/x.sock:/etc/passwd, unix:/run/x.sock, /etc/passwd",
        "unix:/run/x.sock:, unix:/run/x.sock, .",
        "unix:/run/a:b.sock:c, unix:/run/a:b.sock, c",
        "box:a b, box, a b"
    })
    void anotherMachine(String text, String target, String path) {
        assertThat(CopyPlace.parse(text)).isEqualTo(new CopyPlace.Remote(target, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b",
                "./a:b",
                "/a:b",
                "a/b:c",
                ":a",
                "..",
                "./-",
                "[a]",
                "[a-z].txt",
                "[a",
                "me@box",
                "@box/a:b",
                "-a",
                "a b"
            })
    void aFileHere(String text) {
        assertThat(CopyPlace.parse(text)).isEqualTo(new CopyPlace.Local(text));
    }

    @Test
    void aStream() {
        assertThat(CopyPlace.parse("-")).isEqualTo(new CopyPlace.Stream());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'expected TARGET:PATH or a path, got '''''",
        "unix:, 'expected unix:SOCKET:PATH, got ''unix:'''",
        "unix:/run/x.sock, 'expected unix:SOCKET:PATH, got ''unix:/run/x.sock'''",
    })
    void neither(String text, String message) {
        assertThatThrownBy(() -> CopyPlace.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNoNameThere() {
        assertThatThrownBy(() -> CopyPlace.parse("box:\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half a surrogate pair");
    }
}
