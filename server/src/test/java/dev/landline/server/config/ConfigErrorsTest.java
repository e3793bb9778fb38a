package dev.landline.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of mistake, with the whole of what is said about it. */
class ConfigErrorsTest {

    @TempDir private Path directory;

    /** A file, and what is said about it behind the file's name. */
    record Mistake(String toml, List<String> said) {
        @Override
        public String toString() {
            return toml.replace('\n', '⏎');
        }
    }

    private static Mistake mistake(String toml, String... said) {
        return new Mistake(toml, List.of(said));
    }

    @ParameterizedTest
    @MethodSource({
        "syntax",
        "unknownKeys",
        "numbers",
        "sizes",
        "durations",
        "addresses",
        "metrics",
        "paths",
        "identities",
        "accounts",
        "startups",
        "several"
    })
    void eachMistakeIsNamedWithFileLineAndKey(Mistake mistake) {
        ConfigFolder folder = new ConfigFolder(directory);

        ConfigException e =
                catchThrowableOfType(ConfigException.class, () -> folder.load(mistake.toml));

        assertThat(e.problems())
                .containsExactlyElementsOf(
                        mistake.said.stream().map(said -> folder.file() + ":" + said).toList());
    }

    static Stream<Mistake> syntax() {
        return Stream.of(
                mistake("backlog 128\n", "1:9: expected . or =, got '128'"),
                mistake("backlog =\n", "1:10: expected a value, got end of line"),
                mistake(
                        "\nlimits.handshake = 15s\n",
                        "2:22: expected a newline or end-of-input, got 's'"),
                mistake("[limits\n", "1:8: expected ], got end of line"),
                mistake("backlog = 0128\n", "1:11: expected TOML: Leading zeros are not allowed"),
                mistake(
                        "backlog = 1\nlisten = []\nbacklog = 2\n",
                        "2:1: listen: expected at least one address, got an empty array",
                        "3:1: backlog: expected once, got it again; the first is on line 1"),
                mistake(
                        "[limits]\n[startups]\n[limits]\nmax_channels = 1\n",
                        "3:1: limits: expected once, got it again; the first is on line 1"),
                mistake(
                        "listen = [\n  'unix:/run/socket',\n",
                        "3:1: expected ] or a value; the array opened at line 1, column 10 is"
                                + " unclosed, got end of input"));
    }

    static Stream<Mistake> unknownKeys() {
        String top =
                "expected one of access, accounts, authorized_keys, backlog, commands, groups,"
                        + " handlers, host_key, limits, listen, max_connections, metrics, sessions,"
                        + " startups, got ";
        return Stream.of(
                mistake("baclog = 5\n", "1:1: baclog: " + top + "baclog; did you mean backlog?"),
                mistake(
                        "host-key = 'x'\n",
                        "1:1: host-key: " + top + "host-key; did you mean host_key?"),
                mistake(
                        "window = 5\n",
                        "1:1: window: " + top + "window; did you mean limits.window?"),
                mistake("colour = 5\n", "1:1: colour: " + top + "colour"),
                mistake("'a.b' = 5\n", "1:1: a.b: " + top + "a.b"),
                mistake(
                        "\n  [limit]\nwindow = 5\n",
                        "2:3: limit: " + top + "limit; did you mean limits?"),
                mistake(
                        "[limits]\nmaxBody = 5\n",
                        "2:1: limits.maxBody: expected one of handshake, max_body, max_channels,"
                                + " ping_interval, window, got maxBody; did you mean max_body?"),
                mistake(
                        "[startups]\nfull = 500\nperAddress = 3\n",
                        "3:1: startups.perAddress: expected one of begin, full, per_address, rate,"
                                + " got perAddress; did you mean per_address?"),
                mistake(
                        "[commands]\nhandshake = '5s'\n",
                        "2:1: commands.handshake: expected one of hangup_grace, output_drain,"
                                + " stop_grace, terminate_grace, umask, got handshake;"
                                + " did you mean limits.handshake?"),
                mistake(
                        "[access]\nshell = ['*']\n",
                        "2:1: access.shell: expected one of call, exec, get, handlers, info, list,"
                                + " put, settings, settings_read, got shell"),
                mistake("limits = 3\n", "1:1: limits: expected a table, [limits], got 3"),
                mistake(
                        "[[limits]]\nwindow = 5\n",
                        "1:1: limits: expected a table, [limits], got an array"));
    }

    static Stream<Mistake> metrics() {
        String expected =
                "1:1: metrics.listen: expected \"\", or an address that only this machine can"
                        + " reach, such as 127.0.0.1:9464, got ";
        return Stream.of(
                mistake("metrics.listen = '0.0.0.0:9464'\n", expected + "\"0.0.0.0:9464\""),
                mistake("metrics.listen = '[::]:9464'\n", expected + "\"[::]:9464\""),
                mistake("metrics.listen = '192.0.2.1:9464'\n", expected + "\"192.0.2.1:9464\""),
                mistake("metrics.listen = 'box:9464'\n", expected + "\"box:9464\""),
                mistake("metrics.listen = '127.0.0.1'\n", expected + "\"127.0.0.1\""),
                mistake("metrics.listen = '127.0.0.256:1'\n", expected + "\"127.0.0.256:1\""),
                mistake("metrics.listen = '127.0.0.1.x:1'\n", expected + "\"127.0.0.1.x:1\""),
                mistake("metrics.listen = '127.0.0.1:65536'\n", expected + "\"127.0.0.1:65536\""),
                mistake("metrics.listen = '::1:9464'\n", expected + "\"::1:9464\""),
                mistake(
                        "metrics.flight_recorder = 'yes'\n",
                        "1:1: metrics.flight_recorder: expected on or off, got \"yes\""),
                mistake(
                        "metrics.flight_recorder = true\n",
                        "1:1: metrics.flight_recorder: expected on or off, got true"));
    }

    static Stream<Mistake> numbers() {
        String backlog = "1:1: backlog: expected an integer from 1 to 65535, got ";
        return Stream.of(
                mistake("backlog = 0\n", backlog + "0"),
                mistake("backlog = -1\n", backlog + "-1"),
                mistake("backlog = 65536\n", backlog + "65536"),
                mistake("backlog = 4294967297\n", backlog + "4294967297"),
                mistake("backlog = '128'\n", backlog + "\"128\""),
                mistake("backlog = 1.5\n", backlog + "1.5"),
                mistake("backlog = true\n", backlog + "true"),
                mistake("backlog = [1]\n", backlog + "an array"),
                mistake("backlog = {}\n", backlog + "a table"),
                mistake("backlog = 2026-01-01\n", backlog + "2026-01-01"),
                mistake(
                        "max_connections = 0\n",
                        "1:1: max_connections: expected an integer from 1 to 1000000, got 0"),
                mistake(
                        "[limits]\nmax_channels = 65537\n",
                        "2:1: limits.max_channels: expected an integer from 1 to 65536, got"
                                + " 65537"));
    }

    static Stream<Mistake> sizes() {
        String window = "1:1: limits.window: expected a size from 4KiB to 16MiB, ";
        String forms = "as a number of bytes or with B, KiB, MiB or GiB, got ";
        return Stream.of(
                mistake("limits.window = 4095\n", window + "got 4095"),
                mistake("limits.window = '17MiB'\n", window + "got \"17MiB\""),
                mistake("limits.window = '999999999GiB'\n", window + "got \"999999999GiB\""),
                mistake("limits.window = '1MB'\n", window + forms + "\"1MB\""),
                mistake("limits.window = '65536'\n", window + forms + "\"65536\""),
                mistake("limits.window = '-64KiB'\n", window + forms + "\"-64KiB\""),
                mistake("limits.window = 65536.0\n", window + forms + "65536.0"),
                mistake(
                        "[limits]\nmax_body = '1025KiB'\n",
                        "2:1: limits.max_body: expected a size from 1KiB to 1MiB, got"
                                + " \"1025KiB\""));
    }

    static Stream<Mistake> durations() {
        String handshake = "1:1: limits.handshake: expected a duration from 10ms to 1h";
        String form = " in quotes, such as \"15s\", got ";
        String unit = " without a unit: ms, s, m or h";
        return Stream.of(
                mistake("limits.handshake = 15\n", handshake + form + "15" + unit),
                mistake("limits.handshake = '15'\n", handshake + form + "\"15\"" + unit),
                mistake("limits.handshake = '15 s'\n", handshake + form + "\"15 s\""),
                mistake("limits.handshake = '15sec'\n", handshake + form + "\"15sec\""),
                mistake("limits.handshake = '1.5s'\n", handshake + form + "\"1.5s\""),
                mistake("limits.handshake = '-1s'\n", handshake + form + "\"-1s\""),
                mistake("limits.handshake = 1.5\n", handshake + form + "1.5"),
                mistake("limits.handshake = 07:32:00\n", handshake + form + "07:32"),
                mistake("limits.handshake = '9ms'\n", handshake + ", got \"9ms\""),
                mistake("limits.handshake = '61m'\n", handshake + ", got \"61m\""),
                mistake("limits.handshake = '999999999h'\n", handshake + ", got \"999999999h\""),
                mistake(
                        "[commands]\noutput_drain = '0s'\n",
                        "2:1: commands.output_drain: expected a duration from 1ms to 1h, got"
                                + " \"0s\""));
    }

    static Stream<Mistake> addresses() {
        String address =
                " listen: expected tls://HOST[:PORT] with a port from 0 to 65535, or unix:PATH,"
                        + " got ";
        return Stream.of(
                mistake(
                        "listen = []\n",
                        "1:1: listen: expected at least one address, got an empty array"),
                mistake(
                        "listen = 'tls://127.0.0.1'\n",
                        "1:1: listen: expected an array of strings, got \"tls://127.0.0.1\""),
                mistake(
                        "listen = [\n  'tls://127.0.0.1',\n  7022\n]\n",
                        "3:3: listen: expected tls://HOST[:PORT] or unix:PATH, got 7022"),
                mistake("listen = ['127.0.0.1']\n", "1:11:" + address + "\"127.0.0.1\""),
                mistake("listen = ['tls://h:70000']\n", "1:11:" + address + "\"tls://h:70000\""),
                mistake("listen = ['unix:']\n", "1:11:" + address + "\"unix:\""),
                mistake("listen = ['unix:~bob/s']\n", "1:11:" + address + "\"unix:~bob/s\""),
                mistake(
                        "listen = ['tls://h', 'tls://h:7022']\n",
                        "1:22: listen: expected each only once, got \"tls://h:7022\" again"));
    }

    static Stream<Mistake> paths() {
        String path = " expected a path such as /srv/keys, ~/keys or keys, got ";
        return Stream.of(
                mistake("host_key = ''\n", "1:1: host_key:" + path + "\"\""),
                mistake("host_key = 5\n", "1:1: host_key: expected a path, got 5"),
                mistake("host_key = '~bob/key'\n", "1:1: host_key:" + path + "\"~bob/key\""),
                mistake(
                        "host_key = \"a\\u0000\\u001bb\"\n",
                        "1:1: host_key:" + path + "\"a??b\"; Nul character not allowed"),
                mistake(
                        "authorized_keys = 5\n",
                        "1:1: authorized_keys: expected a path or an array of paths, got 5"),
                mistake(
                        "authorized_keys = ['a', '~']\n",
                        "1:25: authorized_keys:" + path + "\"~\""),
                mistake(
                        "authorized_keys = ['a', 'a']\n",
                        "1:25: authorized_keys: expected each only once, got \"a\" again"));
    }

    static Stream<Mistake> identities() {
        String exec =
                " access.exec: expected *, SHA256: and 43 characters of Base64, unix:NAME or"
                        + " @GROUP, got ";
        String padded = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        return Stream.of(
                mistake(
                        "access.exec = '*'\n",
                        "1:1: access.exec: expected an array of strings, got \"*\""),
                mistake("access.exec = ['ada']\n", "1:16:" + exec + "\"ada\""),
                mistake("access.exec = ['unix:']\n", "1:16:" + exec + "\"unix:\""),
                mistake("access.exec = ['unix:/run/s']\n", "1:16:" + exec + "\"unix:/run/s\""),
                mistake("access.exec = ['" + padded + "']\n", "1:16:" + exec + '"' + padded + '"'),
                mistake(
                        "[access]\nexec = [\n  '*',\n  true,\n]\n",
                        "4:3: access.exec: expected *, SHA256:…, unix:NAME or @GROUP, got true"),
                mistake("access.exec = ['own']\n", "1:16:" + exec + "\"own\""),
                mistake(
                        "access.call = ['mine']\n",
                        "1:16: access.call: expected own, *, SHA256: and 43 characters of Base64,"
                                + " unix:NAME or @GROUP, got \"mine\""),
                mistake(
                        "access.call = ['@desk']\n",
                        "1:16: access.call: expected a group that stands in [groups], got"
                                + " \"@desk\""),
                mistake(
                        "access.call = ['@dusk']\n[groups]\ndesk = []\n",
                        "1:16: access.call: expected a group that stands in [groups], one of"
                                + " @desk, got \"@dusk\""),
                mistake(
                        "[groups]\nall = ['*']\n",
                        "2:8: groups.all: expected SHA256: and 43 characters of Base64, or"
                                + " unix:NAME, got \"*\""),
                mistake(
                        "[groups]\na = []\nb = ['@a']\n",
                        "3:6: groups.b: expected SHA256: and 43 characters of Base64, or"
                                + " unix:NAME, got \"@a\""),
                mistake(
                        "[groups]\n'a b' = []\n",
                        "2:1: groups.a b: expected a name of letters, digits, _ and -, at most 64"
                                + " characters, got \"a b\""),
                mistake(
                        "[access.handlers]\n'../x' = []\n",
                        "2:1: access.handlers.../x: expected the name of a handler or a pattern"
                                + " such as \"flight.*\", got \"../x\""),
                mistake(
                        "[access]\nhandlers = []\n",
                        "2:1: access.handlers: expected a table, [access.handlers], got an empty"
                                + " array"));
    }

    static Stream<Mistake> accounts() {
        String umask = "commands.umask: expected octal digits from \"000\" to \"777\", got ";
        return Stream.of(
                mistake(
                        "accounts.serve = []\n",
                        "1:1: accounts.serve: expected at least one account, or \"*\" for all,"
                                + " got an empty array"),
                mistake(
                        "accounts.serve = 'ada'\n",
                        "1:1: accounts.serve: expected an array of strings, got \"ada\""),
                mistake(
                        "accounts.serve = ['ada', 'a b', 'ada', '', 'a*']\n",
                        "1:26: accounts.serve: expected * or the name of an account,"
                                + " got \"a b\"",
                        "1:33: accounts.serve: expected each only once, got \"ada\" again",
                        "1:40: accounts.serve: expected * or the name of an account, got \"\"",
                        "1:44: accounts.serve: expected * or the name of an account,"
                                + " got \"a*\""),
                mistake("commands.umask = '8'\n", "1:1: " + umask + "\"8\""),
                mistake("commands.umask = '1777'\n", "1:1: " + umask + "\"1777\""),
                mistake("commands.umask = ''\n", "1:1: " + umask + "\"\""),
                mistake("commands.umask = 22\n", "1:1: " + umask + "22"));
    }

    static Stream<Mistake> startups() {
        return Stream.of(
                mistake(
                        "[startups]\nrate = 101\n",
                        "2:1: startups.rate: expected an integer from 0 to 100, got 101"),
                mistake(
                        "[startups]\nbegin = 0\nper_address = 0\n",
                        "2:1: startups.begin: expected an integer from 1 to 1000000, got 0",
                        "3:1: startups.per_address: expected an integer from 1 to 1000000, got 0"),
                mistake(
                        "[startups]\nbegin = 20\nfull = 19\n",
                        "3:1: startups.full: expected at least begin, which is 20, got 19"),
                mistake(
                        "[startups]\nfull = 9\n",
                        "2:1: startups.full: expected at least begin, which is 10, got 9"),
                mistake(
                        "[startups]\nbegin = 101\n",
                        "2:1: startups.begin: expected at most full, which is 100, got 101"));
    }

    static Stream<Mistake> several() {
        return Stream.of(
                mistake(
                        "[commands]\nstop_grace = 5\n[limits]\nwindow = 1\nwindou = 2\n",
                        "2:1: commands.stop_grace: expected a duration from 0s to 1h in quotes,"
                                + " such as \"15s\", got 5 without a unit: ms, s, m or h",
                        "4:1: limits.window: expected a size from 4KiB to 16MiB, got 1",
                        "5:1: limits.windou: expected one of handshake, max_body, max_channels,"
                                + " ping_interval, window, got windou; did you mean window?"),
                mistake(
                        "backlog = 0\n[limits\nbacklog = 0\nmax_body = = 1\n",
                        "1:1: backlog: expected an integer from 1 to 65535, got 0",
                        "2:8: expected ], got end of line",
                        "4:12: expected a value, got '='"));
    }

    @Test
    void everyProblemIsALineOfTheMessage() {
        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class,
                        () -> new ConfigFolder(directory).load("backlog = 0\nlisten = []\n"));

        assertThat(e).hasMessage(String.join("\n", e.problems()));
        assertThat(e.problems()).hasSize(2);
    }

    @Test
    void aLongValueIsCut() {
        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                new ConfigFolder(directory)
                                        .load("backlog = '" + "x".repeat(5000) + "'"));

        assertThat(e).hasMessageEndingWith("got \"" + "x".repeat(60) + "…\"");
    }

    @Test
    void nothingFromTheFileReachesTheTerminalAsACommand() {
        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                new ConfigFolder(directory)
                                        .load("listen = [\"\\u001b[2J\\n\\u202e\\u0085\"]\n"));

        assertThat(e.problems()).hasSize(1);
        assertThat(Arrays.toString(e.problems().getFirst().toCharArray()))
                .doesNotContain("\u001b", "\n", "\u202e", "\u0085");
        assertThat(e).hasMessageEndingWith("got \"?[2J???\"");
    }
}
