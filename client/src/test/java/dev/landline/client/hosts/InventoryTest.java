package dev.landline.client.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.Target;
import dev.landline.client.UserFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InventoryTest {

    private static final String FILE =
            """
            [defaults]
            user = "deploy"

            [hosts]
            db1 = "10.0.0.5"
            "web[01-04]" = { address = "10.0.1.[1-4]", port = 7100 }
            "cache[1-2].example.org" = {}
            sock = "unix:/run/landline.sock"
            special = { user = "root", port = 22, key = "~/keys/special" }

            [groups]
            front = "@web,@cache"
            listed = ["web01", "db1"]
            pattern = "web*"

            [groups.web]
            hosts = "web[01-04]"
            user = "www"
            key = "keys/web"

            [groups.cache]
            hosts = ["cache*", "extra[1-2]"]

            [groups.late]
            hosts = "@web&web02,special"
            user = "late"
            """;

    private static final String MARKS = "[]{}()!&,@\"'=\\*?:#\n \0é9-";

    @TempDir Path directory;

    private Inventory inventory(String text) throws IOException {
        Path file = directory.resolve("hosts.toml");
        Files.writeString(file, text);
        return Inventory.load(file, directory.resolve("home"));
    }

    private static String names(List<Host> hosts) {
        return hosts.stream().map(Host::name).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    db1;                        db1
                    @web;                       web01 web02 web03 web04
                    @web,!web03;                web01 web02 web04
                    @web & @listed;             web01
                    @web&!web01;                web02 web03 web04
                    !@front;                    db1 sock special
                    @front,!@web;               cache1.example.org cache2.example.org extra1 extra2
                    @web,!web01,web01;          web02 web03 web04 web01
                    (@web,db1)&(db1,web02);     web02 db1
                    @web&(web[02-09]);          web02 web03 web04
                    web0?;                      web01 web02 web03 web04
                    *.org;                      cache1.example.org cache2.example.org
                    @pattern;                   web01 web02 web03 web04
                    unknown[1-2];               unknown1 unknown2
                    web01:7001,web01;           web01:7001 web01
                    [::1]:7001;                 [::1]:7001
                    127.0.0.1:[7001-7003];      127.0.0.1:7001 127.0.0.1:7002 127.0.0.1:7003
                    """)
    void expressionsMeanHosts(String expression, String expected) throws IOException {
        assertThat(names(inventory(FILE).select(expression))).isEqualTo(expected);
    }

    @Test
    void whatIsSaidNearestToAHostHolds() throws IOException {
        Inventory inventory = inventory(FILE);

        assertThat(inventory.host("web01"))
                .isEqualTo(
                        new Host(
                                "web01",
                                "10.0.1.1",
                                Optional.of("www"),
                                OptionalInt.of(7100),
                                Optional.of(directory.resolve("keys/web"))));
        assertThat(inventory.host("web02").user()).hasValue("late");
        assertThat(inventory.host("special").user()).hasValue("root");
        assertThat(inventory.host("special").key())
                .hasValue(directory.resolve("home/keys/special"));
        assertThat(inventory.host("db1").user()).hasValue("deploy");
        assertThat(inventory.host("elsewhere").target())
                .isEqualTo(new Target.Host(Optional.of("deploy"), "elsewhere", 7022));
        assertThat(inventory.host("sock").target())
                .isEqualTo(new Target.UnixSocket(Path.of("/run/landline.sock")));
        assertThat(inventory.select("me@web01:9,admin@@cache&cache1*").toString())
                .contains("name=web01:9", "10.0.1.1", "Optional[me]", "OptionalInt[9]")
                .contains("Optional[admin]")
                .doesNotContain("extra");
        assertThat(inventory.select("[::1]:7001").getFirst().target())
                .isEqualTo(new Target.Host(Optional.of("deploy"), "::1", 7001));
    }

    @Test
    void anAddressMayHaveAPort() throws IOException {
        Inventory inventory =
                inventory(
                        """
                        [hosts]
                        db1 = "10.0.0.5:7023"
                        "v[1-2]" = "127.0.0.1:[7001-7002]"
                        six = "[2001:db8::1]:7005"
                        bare = "2001:db8::2"
                        """);

        assertThat(inventory.select("@all,v1:9"))
                .extracting(host -> host.target().toString())
                .containsExactly(
                        "10.0.0.5:7023",
                        "127.0.0.1:7001",
                        "127.0.0.1:7002",
                        "[2001:db8::1]:7005",
                        "[2001:db8::2]",
                        "127.0.0.1:9");
    }

    @Test
    void theNameOfAnAccountMayHaveAnAtInIt() throws IOException {
        assertThat(inventory(FILE).select("joe@corp@db1,joe@corp@@web&web01").toString())
                .contains("Optional[joe@corp]")
                .contains("name=db1", "name=web01")
                .doesNotContain("www");
    }

    @Test
    void aHostKnowsItsGroupsWhateverPortWasTyped() throws IOException {
        Inventory inventory = inventory(FILE);

        assertThat(inventory.groupsOf("web02")).containsExactly("front", "pattern", "web", "late");
        assertThat(inventory.groupsOf("web01:7001"))
                .containsExactly("front", "listed", "pattern", "web");
        assertThat(inventory.groupsOf("elsewhere")).isEmpty();
    }

    @Test
    void groupsHaveMembers() throws IOException {
        Inventory inventory = inventory(FILE);

        assertThat(inventory.groups())
                .containsExactly("front", "listed", "pattern", "web", "cache", "late");
        assertThat(inventory.group("front").fold())
                .isEqualTo("web[01-04],cache[1-2].example.org,extra[1-2]");
        assertThat(inventory.all().size()).isEqualTo(11);
        assertThat(inventory.knows("db1")).isTrue();
        assertThat(inventory.knows("elsewhere")).isFalse();
    }

    @Test
    void anExpressionMayStandInAFile() throws IOException {
        Path list = directory.resolve("list");
        Files.writeString(list, "# the first ones\nweb[01-03], !web02\n\n@cache & extra1 # one\n");

        assertThat(names(inventory(FILE).select("file:" + list + ",db1")))
                .isEqualTo("web01 web03 extra1 db1");
    }

    @Test
    void theFilesOfGroupsAreBesideTheInventory() throws IOException {
        Files.writeString(directory.resolve("list"), "a[1-2]\n");
        Files.createDirectories(directory.resolve("home"));
        Files.writeString(directory.resolve("home/own"), "b1\n");
        Inventory inventory = inventory("[groups]\ng = [\"file:list\", \"file:~/own\"]\n");

        assertThat(names(inventory.select("@g,file:~/own"))).isEqualTo("a1 a2 b1");
    }

    @Test
    void mistakesInAListAreSaidWithItsName() throws IOException {
        Path list = directory.resolve("list");
        Inventory inventory = inventory(FILE);

        assertThatThrownBy(() -> inventory.select("file:" + list))
                .isInstanceOf(InventoryException.class)
                .hasMessage(list + ": expected a file, got none with this name");
        Files.writeString(list, "a1\nb1 b2\n");
        assertThatThrownBy(() -> inventory.select("file:" + list))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("file:" + list + ": hosts, line 2, column 4: expected ','");
        Files.writeString(list, "a1,file:" + list);
        assertThatThrownBy(() -> inventory.select("file:" + list))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("is it in itself?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    web01 web02;       column 7: expected ',' or '&' between hosts, got 'web02'
                    (web01;            column 7: expected a ')', got the end
                    web01);            column 6: expected a ',' or the end, got ')'
                    &web01;            column 1: expected a host, a group or a pattern, got '&web01'
                    web01&;            column 7: expected a host, a group or a pattern, got the end
                    @nobody;           no group is called '@nobody'; there are front, listed
                    nothing*;          no host of the inventory is called so
                    web01:x;           expected a port from 1 to 65535 behind the ':', got 'x'
                    web01:70000;       expected a port
                    web[01*;           expected
                    a'b;               expected a host's name
                    -x;                expected a host's name
                    @@web;             expected an account's name before the '@'
                    [::1;              expected
                    [::1]x;            expected [ADDRESS] or [ADDRESS]:PORT, got '[::1]x'
                    """)
    void whatIsNoExpressionIsRefused(String expression, String message) throws IOException {
        Inventory inventory = inventory(FILE);

        assertThatThrownBy(() -> inventory.select(expression))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [hosts]\\nweb1 = { adress = "x" }      | hosts.toml:2:10: hosts.web1.adress: expected one of address, user, port, key
                    [hosts]\\nweb1 = 7                     | expected an address or a table of variables, got the number 7
                    [hosts]\\nweb1 = { port = 0 }          | expected a port from 1 to 65535, got the number 0
                    [hosts]\\n"w[1-3]" = "10.0.0.[1-2]"    | expected as many addresses as names (3), got 2
                    [hosts]\\n"w[1-3]" = "10.0.0.1"        | got one for all
                    [hosts]\\n"w[1-3]" = {}\\nw2 = {}      | the host 'w2': expected once, got it again
                    [hosts]\\n"w[3-1]" = {}                | expected numbers such as 7
                    [hosts]\\na = "b:0"                    | hosts.toml:2:1: 'b:0': expected a port from 1 to 65535
                    [hosts]\\na = {address="b:1",port=2}   | expected a port once, got it in the address 'b:1' and by itself
                    [hosts]\\n"a:7000" = {}                | expected a host's name without a port, got 'a:7000'
                    [hosts]\\na = "b@c"                    | expected a host's name
                    [hosts]\\n"a[1-999999]"={}\\n"b[1-2]"={} | hosts.toml:3:1: expected at most 1000000 hosts, got more
                    [hosts]\\n"a b" = {}                   | expected a host's name
                    [machines]                             | expected one of defaults, hosts, groups
                    [groups]\\n"a b" = "x"                 | a group: expected a name
                    [groups]\\nall = "x"                   | other than 'all'
                    [groups]\\na = 7                       | expected an expression, a list of them or a table, got the number 7
                    [groups.a]\\naddress = "x"             | expected one of hosts, program, user, port, key
                    [defaults]\\naddress = "x"             | expected one of user, port, key
                    [groups                                | hosts.toml:1:
                    hosts = 3                              | expected a table, got the number 3
                    """)
    void mistakesInTheFileAreSaidWithTheirPlace(String text, String message) {
        assertThatThrownBy(() -> inventory(text.replace("\\n", "\n")))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("hosts.toml:")
                .hasMessageContaining(message);
    }

    @Test
    void aGroupThatIsInItselfIsRefused() throws IOException {
        Inventory inventory = inventory("[groups]\na = \"@b\"\nb = \"x,@a\"\n");

        assertThatThrownBy(() -> inventory.select("@a"))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("is it in itself?");
    }

    @Test
    void allAndPatternsInsideOfGroupsAreAboutTheHostsOfTheFile() throws IOException {
        Inventory inventory = inventory("[hosts]\na1={}\nb1={}\n[groups]\nrest = \"!a*,new\"\n");

        assertThat(names(inventory.select("@rest"))).isEqualTo("b1 new");
        assertThat(names(inventory.select("@all"))).isEqualTo("a1 b1 new");
    }

    @Test
    void theUsualFileNeedNotBeThere() throws IOException {
        UserFiles files =
                new UserFiles(directory.resolve("config"), directory, directory.resolve(".ssh"));
        assertThat(names(Inventory.usual(files).select("x[1-2]"))).isEqualTo("x1 x2");

        Files.createDirectories(files.config());
        Files.writeString(files.config().resolve("hosts.toml"), "[hosts]\nx1 = \"10.0.0.1\"\n");
        assertThat(Inventory.usual(files).host("x1").address()).isEqualTo("10.0.0.1");
    }

    @Test
    void fiftyThousandHostsAreSelectedWithTheirVariables() throws IOException {
        Inventory inventory =
                inventory(
                        """
                        [hosts]
                        "n[00001-50000]" = { port = 7100 }
                        [groups]
                        odd = "n[00001-49999/2]"
                        [groups.even]
                        hosts = "!@odd"
                        user = "even"
                        """);

        List<Host> hosts = inventory.select("@even,!n00002");

        assertThat(hosts).hasSize(24_999).allMatch(host -> host.user().equals(Optional.of("even")));
    }

    /** Looking through all groups for each host would be half a billion look-ups. */
    @Test
    void manyHostsInManyGroupsAreSelected() throws IOException {
        StringBuilder text = new StringBuilder("[groups]\n");
        for (int rack = 0; rack < 5_000; rack++) {
            text.append(
                    "r%d = { hosts = \"n%d-[1-10]\", port = %d }\n"
                            .formatted(rack, rack, rack + 1));
        }
        Inventory inventory = inventory(text.toString());

        long began = System.nanoTime();
        List<Host> hosts = inventory.select("@all");
        System.out.println(
                "50,000 hosts of 5,000 groups selected in "
                        + (System.nanoTime() - began) / 1_000_000
                        + " ms");

        assertThat(hosts).hasSize(50_000);
        assertThat(hosts.getLast().port()).hasValue(5_000);
        assertThat(inventory.groupsOf("n77-3")).containsExactly("r77");
    }

    /** Whatever stands there, the answer is hosts or a sentence. */
    @Test
    void changedFilesAndExpressionsLeadToHostsOrToAMessage() {
        Random random = new Random(7);
        String expression = "@web,!web07,(a[1-3]&@front),x:7001,u@@cache&!b*,[::1]:22 # end\n";
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            try {
                Inventory inventory = round % 2 == 0 ? inventory(changed(FILE, random)) : own();
                var _ = inventory.select(changed(expression, random));
            } catch (InventoryException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(refused).isBetween(1, 2_999);
    }

    private Inventory own() throws IOException {
        return inventory(FILE);
    }

    private static String changed(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        int changes = random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(3)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
                default -> changed.setCharAt(at, (char) random.nextInt(0x180));
            }
        }
        return changed.toString();
    }
}
