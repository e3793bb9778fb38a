package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code landline hosts} says of a hosts.toml. */
class HostsTest {

    private static final String FILE =
            """
            [defaults]
            user = "deploy"

            [hosts]
            db1 = "10.0.0.5"
            "web[01-03]" = { address = "10.0.1.[1-3]", port = 7100 }
            sock = "unix:/run/landline.sock"

            [groups.web]
            hosts = "web[01-03]"
            user = "www"
            key = "~/keys/web"

            [groups]
            front = "@web,extra"
            """;

    private Account someone;

    @BeforeEach
    void aUser(@TempDir Path home) throws IOException {
        someone = new Account(home);
        Files.createDirectories(someone.config(""));
    }

    private void inventory(String text) throws IOException {
        Files.writeString(someone.config("hosts.toml"), text);
    }

    private String shown(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "hosts";
        System.arraycopy(words, 0, all, 1, words.length);
        Account.Outcome outcome = someone.runs(all);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        return outcome.out();
    }

    @Test
    void groupsAreListedWithTheirMembers() throws IOException {
        inventory(FILE);

        assertThat(shown())
                .isEqualTo(
                        """
                        GROUP   HOSTS  MEMBERS
                        @all        6  db1,web[01-03],sock,extra
                        @web        3  web[01-03]
                        @front      4  web[01-03],extra
                        """);
    }

    @Test
    void anExpressionIsATableOfWhatIsSaidOfItsHosts() throws IOException {
        inventory(FILE);
        String key = someone.home().resolve("keys/web").toString();
        String gap = " ".repeat(key.length() - 1);

        assertThat(shown("@front,!web02,sock,ann@db1:9"))
                .isEqualTo(
                        """
                        NAME   ADDRESS                  PORT  USER    KEY%s  GROUPS
                        web01  10.0.1.1                 7100  www     %s  web,front
                        web03  10.0.1.3                 7100  www     %s  web,front
                        extra  extra                    7022  deploy  -%s  front
                        sock   unix:/run/landline.sock     -  deploy  -%s  -
                        db1:9  10.0.0.5                    9  ann     -%s  -
                        """
                                .formatted(gap.substring(2), key, key, gap, gap, gap));
    }

    @Test
    void forProgramsThereAreNamesCountsAndObjects() throws IOException {
        inventory(FILE);

        assertThat(shown("-1", "@web")).isEqualTo("web01\nweb02\nweb03\n");
        assertThat(shown("--fold", "@web&!web02")).isEqualTo("web[01,03]\n");
        assertThat(shown("--count", "@all")).isEqualTo("6\n");
        assertThat(shown("--count")).isEqualTo("6\n");
        assertThat(shown("--json", "web01,sock"))
                .isEqualTo(
                        """
                        {"name":"web01","address":"10.0.1.1","port":7100,"user":"www","key":"%s",\
                        "groups":["web","front"]}
                        {"name":"sock","address":"unix:/run/landline.sock","user":"deploy",\
                        "groups":[]}
                        """
                                .formatted(someone.home().resolve("keys/web")));
    }

    @Test
    void noHostsAreNothing() throws IOException {
        inventory(FILE);

        assertThat(shown("--count", "db1,!db1")).isEqualTo("0\n");
        assertThat(shown("--fold", "db1,!db1")).isEmpty();
        assertThat(shown("-1", "db1,!db1")).isEmpty();
    }

    @Test
    void theExpressionMayComeOnStandardInput() {
        someone.typing("# some\nweb[08-10]\n!web09\n");

        assertThat(shown("--fold", "-")).isEqualTo("web[08,10]\n");
    }

    @Test
    void anotherInventoryIsTakenFromTheWorkingDirectory() throws IOException {
        Path script = someone.home().resolve("cloud");
        Files.writeString(script, "#!/bin/sh\necho '[\"c[1-2]\"]'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));

        assertThat(shown("--inventory", "cloud", "-1")).isEqualTo("c1\nc2\n");
    }

    @Test
    void withoutAnInventoryItSaysWhereItWouldBe() {
        Account.Outcome outcome = someone.runs("hosts");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("landline: there are no hosts in " + someone.config("hosts.toml"));
    }

    @Test
    void aGroupThatIsWrongDoesNotHideTheOthers() throws IOException {
        inventory(
                """
                [groups]
                good = "a[1-2]"
                [groups.bad]
                program = "./nothing"
                """);

        Account.Outcome outcome = someone.runs("hosts");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).containsPattern("@good +2  a\\[1-2]").doesNotContain("@bad");
        assertThat(outcome.err()).contains("the group 'bad'", "expected a program");
    }

    @Test
    void mistakesAreToldWithTheirPlace() throws IOException {
        inventory("[hosts]\nweb1 = { adress = \"10.0.0.1\" }\n");

        Account.Outcome outcome = someone.runs("hosts", "web1");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("landline: " + someone.config("hosts.toml") + ":2:")
                .contains("expected one of address, user, port, key");
    }
}
