package dev.landline.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tomlj.Toml;

class ConfigEditTest {

    /** A text, and what becomes of it. */
    record Change(String before, String key, String value, String after) {
        @Override
        public String toString() {
            return key + " in " + before.replace("\n", "⏎").replace("\r", "⇠");
        }
    }

    @SuppressWarnings("StringConcatToTextBlock") // the line breaks are the point
    static Stream<Change> settings() {
        return Stream.of(
                new Change("", "backlog", "7", "backlog = 7\n"),
                new Change("backlog = 5 # why\n", "backlog", "7", "backlog = 7 # why\n"),
                new Change("backlog=5", "backlog", "7", "backlog=7"),
                new Change(
                        "# a\n\"backlog\"   =   0x5\t# b\n[limits]\n",
                        "backlog",
                        "7",
                        "# a\n\"backlog\"   =   7\t# b\n[limits]\n"),
                new Change(
                        """
                        # the file

                        # limits
                        [limits]
                        window = 4096
                        """,
                        "backlog",
                        "7",
                        """
                        # the file

                        backlog = 7
                        # limits
                        [limits]
                        window = 4096
                        """),
                new Change(
                        "# limits\n[limits]\n",
                        "backlog",
                        "7",
                        "backlog = 7\n# limits\n[limits]\n"),
                new Change(
                        """
                        max_connections = 1 # one

                        # l
                        [limits]
                        """,
                        "backlog",
                        "7",
                        """
                        max_connections = 1 # one
                        backlog = 7

                        # l
                        [limits]
                        """),
                new Change(
                        """
                        [limits] # l

                        # s
                        [startups]
                        full = 100
                        """,
                        "limits.window",
                        "4096",
                        """
                        [limits] # l
                        window = 4096

                        # s
                        [startups]
                        full = 100
                        """),
                new Change(
                        "[limits]\r\n  max_channels = 3 # three\r\n\r\n[startups]\r\n",
                        "limits.window",
                        "4096",
                        "[limits]\r\n  max_channels = 3 # three\r\n  window = 4096\r\n\r\n"
                                + "[startups]\r\n"),
                new Change(
                        """
                        limits.max_channels = 3
                        backlog = 5
                        [access]
                        """,
                        "limits.window",
                        "4096",
                        """
                        limits.max_channels = 3
                        limits.window = 4096
                        backlog = 5
                        [access]
                        """),
                new Change(
                        "limits . 'window' = 4 # k\n",
                        "limits.window",
                        "4096",
                        "limits . 'window' = 4096 # k\n"),
                new Change(
                        "limits = { max_channels = 3 } # x\n",
                        "limits.window",
                        "4096",
                        "limits = { max_channels = 3, window = 4096 } # x\n"),
                new Change(
                        "limits = {}\n", "limits.window", "4096", "limits = { window = 4096 }\n"),
                new Change(
                        "limits = {window = 1, max_channels = 3}\n",
                        "limits.window",
                        "4096",
                        "limits = {window = 4096, max_channels = 3}\n"),
                new Change(
                        "backlog = 5 # no end",
                        "limits.window",
                        "4096",
                        "backlog = 5 # no end\n\n[limits]\nwindow = 4096\n"),
                new Change(
                        """
                        host_key = 'a#b = [' # c
                        listen = [ # x
                          "a\\"]", # ]
                          'b',
                        ]
                        backlog = 5
                        """,
                        "backlog",
                        "7",
                        """
                        host_key = 'a#b = [' # c
                        listen = [ # x
                          "a\\"]", # ]
                          'b',
                        ]
                        backlog = 7
                        """),
                new Change(
                        """
                        a = '''
                        backlog = 1
                        [x]''''
                        c = 1979-05-27 07:32:00
                        backlog = 5
                        """,
                        "backlog",
                        "7",
                        """
                        a = '''
                        backlog = 1
                        [x]''''
                        c = 1979-05-27 07:32:00
                        backlog = 7
                        """),
                new Change(
                        "[[x]]\nbacklog = 1\n[[x]]\nbacklog = 2\n[access]\nexec = []\n",
                        "access.put",
                        "['*']",
                        "[[x]]\nbacklog = 1\n[[x]]\nbacklog = 2\n[access]\nexec = []\nput ="
                                + " ['*']\n"),
                new Change(
                        "x = [{a = 1, b.c = [2]}]\n[access.handlers]\n\"f.*\" = []\n",
                        "access.handlers.\"f.*\"",
                        "['*']",
                        "x = [{a = 1, b.c = [2]}]\n[access.handlers]\n\"f.*\" = ['*']\n"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aValueIsSetWhereItStandsOrBesideItsNeighbours(Change change) {
        String after =
                new ConfigEdit(change.before, Toml.parseDottedKey(change.key)).set(change.value);

        assertThat(after).isEqualTo(change.after);
        assertThat(Toml.parse(after).errors()).isEmpty();
        assertThat(new ConfigEdit(after, Toml.parseDottedKey(change.key)).set(change.value))
                .isEqualTo(after);
    }

    static Stream<Change> removals() {
        return Stream.of(
                new Change("backlog = 5\n", "backlog", "", ""),
                new Change("# a\nbacklog = 5\n# b\n", "backlog", "", "# a\n# b\n"),
                new Change("a = 1\n  backlog = 5 # why\n", "backlog", "", "a = 1\n  # why\n"),
                new Change("a = 1\r\nbacklog = 5\r\nb = 2", "backlog", "", "a = 1\r\nb = 2"),
                new Change("a = 1\nbacklog = 5", "backlog", "", "a = 1\n"),
                new Change("listen = [\n 'a', # a\n]\nb = 1\n", "listen", "", "b = 1\n"),
                new Change(
                        "[limits]\nwindow = 1\n\n[x]\n", "limits.window", "", "[limits]\n\n[x]\n"),
                new Change(
                        "limits = { a = 1, window = 2 }\n",
                        "limits.window",
                        "",
                        "limits = { a = 1 }\n"),
                new Change(
                        "limits = { window = 2, a = 1 }\n",
                        "limits.window",
                        "",
                        "limits = { a = 1 }\n"),
                new Change("limits = { window = 2 }\n", "limits.window", "", "limits = { }\n"),
                new Change("a = 1\n", "backlog", "", "a = 1\n"));
    }

    @ParameterizedTest
    @MethodSource("removals")
    void aValueIsRemovedAndTheRestStays(Change change) {
        String after = new ConfigEdit(change.before, Toml.parseDottedKey(change.key)).unset();

        assertThat(after).isEqualTo(change.after);
        assertThat(Toml.parse(after).errors()).isEmpty();
    }

    @Test
    void anArrayOverLinesKeepsTheCommentsOfWhatStaysInIt() {
        String before =
                """
                [access]
                # who runs commands
                exec = [
                    "unix:ada", # the admin
                    "unix:ben", # left in May
                    "unix:eve"  # on trial
                ]
                """;
        String after =
                new ConfigEdit(before, List.of("access", "exec"))
                        .set("[\"unix:ada\", \"unix:eve\", \"unix:zoe\"]");

        assertThat(after)
                .isEqualTo(
                        """
                        [access]
                        # who runs commands
                        exec = [
                            "unix:ada", # the admin
                            # left in May
                            "unix:eve",  # on trial
                            "unix:zoe"
                        ]
                        """);
    }

    @Test
    void anArrayOverLinesWhoseOrderChangesKeepsItsComments() {
        String before = "a = 1\nlisten = [\n  'x', # first\n  'y', # second\n]\n";

        assertThat(new ConfigEdit(before, List.of("listen")).set("[\"y\", \"x\"]"))
                .isEqualTo("a = 1\n# first\n# second\nlisten = [\"y\", \"x\"]\n");
    }

    @Test
    void anArrayCanBecomeEmptyAndBeFilledAgain() {
        String before = "listen = [\n  'x', # first\n]\n";
        String empty = new ConfigEdit(before, List.of("listen")).set("[]");

        assertThat(empty).isEqualTo("listen = [\n  # first\n]\n");
        assertThat(new ConfigEdit(empty, List.of("listen")).set("[\"z\"]"))
                .isEqualTo("listen = [\n  \"z\"\n  # first\n]\n");
    }
}
