package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.client.FileCopy;
import dev.landline.client.Landline;
import dev.landline.engine.Opening;
import dev.landline.file.FileName;
import dev.landline.hash.HashAlgorithm;
import dev.landline.select.Exclusions;
import dev.landline.server.auth.AccessRules;
import dev.landline.testing.TestServer;
import dev.landline.testing.file.Receiving.Outcome;
import dev.landline.transfer.GetRequest;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.SendOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys that may do less with files than their account. */
@Timeout(120)
class FileRightsTest {

    @TempDir private Path directory;
    private Path limit;
    private Path outside;
    private Path mine;
    private Path arrived;

    @BeforeEach
    void make() throws Exception {
        limit = Files.createDirectory(directory.resolve("limit"));
        Files.writeString(limit.resolve("file"), "below");
        Files.createDirectory(limit.resolve("sub"));
        Files.writeString(limit.resolve("sub/file"), "deeper");
        Files.createSymbolicLink(limit.resolve("sub/inside"), Path.of("../file"));
        outside = Files.createDirectory(directory.resolve("limit-not"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(limit.resolve("out"), outside);
        Files.createSymbolicLink(limit.resolve("up"), Path.of("../limit-not"));
        Files.createSymbolicLink(limit.resolve("secret-link"), outside.resolve("secret"));
        mine = Files.writeString(directory.resolve("mine"), "mine");
        arrived = Files.createDirectory(directory.resolve("arrived"));
    }

    private static void assertNotPermitted(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED));
    }

    private TestServer server(String options) throws Exception {
        return TestServer.with().keyOptions(options).start();
    }

    private String reading() {
        return "read=\"" + limit + "\"";
    }

    private String writing() {
        return "write=\"" + limit + "\"";
    }

    private static Outcome list(TestServer server, String path) throws Exception {
        GetRequest request =
                new GetRequest(
                        List.of(FileName.of(path)),
                        true,
                        false,
                        new SendOptions(
                                true,
                                false,
                                Exclusions.none(),
                                HashAlgorithm.XXH3_128,
                                false,
                                OptionalLong.empty(),
                                false,
                                Optional.empty()),
                        Optional.empty(),
                        "list");
        return Receiving.withServer(
                server,
                new Opening(
                        "list",
                        request.toJson(),
                        List.of(PutRequest.FILE),
                        List.of(PutRequest.ANSWER)),
                Wire::awaitEnd);
    }

    @Test
    void whatIsBelowCanBeReadByAnyPath() throws Exception {
        try (TestServer server = server(reading());
                Landline line = server.connect()) {
            for (String path :
                    List.of("file", "./file", limit + "/file", "f*", limit + "/[f]ile")) {
                Path to = arrived.resolve("got");
                assertThat(line.get(List.of(path), to).run().done()).as(path).isEqualTo(1);
                assertThat(to).hasContent("below");
                Files.delete(to);
            }
            line.get(List.of("."), arrived).recursive(true).run();
            assertThat(Trees.names(arrived))
                    .containsExactly("file", "sub/", "sub/file", "sub/inside");
            assertThat(arrived.resolve("sub/file")).hasContent("deeper");
        }
    }

    @Test
    void whatIsOutsideCannotBeRead() throws Exception {
        try (TestServer server = server(reading());
                Landline line = server.connect()) {
            for (String path :
                    List.of(
                            "/etc/passwd",
                            "/etc/pass*",
                            "/",
                            "/*",
                            "..",
                            "../*",
                            "../limit-not/secret",
                            "~",
                            "~/.ssh",
                            outside + "/secret",
                            outside + "/*",
                            limit + "/../limit-not/secret",
                            limit + "-not/secret",
                            "sub/../../limit-not/secret",
                            "out/secret",
                            "out/*",
                            "out/.",
                            "up/secret",
                            "up/*",
                            "u*/secret",
                            "*/secret",
                            limit + "/out/secret",
                            "secret-link",
                            "secret*",
                            "/proc/self/root/etc/passwd")) {
                Report report = new Report();
                try {
                    line.get(List.of(path), arrived).recursive(true).listener(report).run();
                    assertThat(report.failures()).as(path).isNotEmpty();
                } catch (ChannelException e) {
                    assertThat(e.code()).as(path).isEqualTo(ErrorCode.NOT_PERMITTED);
                }
                assertThat(Trees.names(arrived)).as(path).isEmpty();
                Outcome listed = list(server, path);
                if (listed.error().isEmpty()) {
                    // A link is named as what it is, and not as what it leads to.
                    assertThat(path).startsWith("secret");
                } else {
                    assertThat(listed.error()).as(path).hasValue(ErrorCode.NOT_PERMITTED);
                    assertThat(listed.answers()).as(path).isEmpty();
                }
            }
            assertNotPermitted(() -> line.get(List.of("sub"), arrived).followLinks(true).run());
            assertThat(Trees.names(arrived)).isEmpty();
        }
    }

    @Test
    void aKeyThatMayReadDoesNothingElse() throws Exception {
        try (TestServer server = server(reading());
                Landline line = server.connect()) {
            assertNotPermitted(() -> line.put(List.of(mine), "new").run());
            assertNotPermitted(() -> line.exec("true").run());
            assertThat(list(server, "sub").error()).isEmpty();
        }
        assertThat(limit.resolve("new")).doesNotExist();
    }

    @Test
    void whatIsBelowCanBeWrittenByAnyPath() throws Exception {
        try (TestServer server = server(writing());
                Landline line = server.connect()) {
            for (String path : List.of("new", "./new", limit + "/new", limit + "//./new")) {
                assertThat(line.put(List.of(mine), path).run().done()).as(path).isEqualTo(1);
                assertThat(limit.resolve("new")).hasContent("mine");
                Files.delete(limit.resolve("new"));
            }
            for (String path : List.of(".", limit.toString(), limit + "/.")) {
                assertThat(line.put(List.of(mine), path).run().done()).as(path).isEqualTo(1);
                assertThat(limit.resolve("mine")).hasContent("mine");
                Files.delete(limit.resolve("mine"));
            }
        }
    }

    @Test
    void whatIsOutsideCannotBeWritten() throws Exception {
        List<String> before = Trees.names(directory);
        try (TestServer server = server(writing());
                Landline line = server.connect()) {
            for (String path :
                    List.of(
                            "..",
                            "../new",
                            "../limit-not",
                            "../limit-not/secret",
                            "/",
                            "/landline-was-here",
                            "~",
                            "~/landline-was-here",
                            outside.toString(),
                            outside + "/secret",
                            limit + "/../new",
                            limit + "-not/new",
                            "out",
                            "out/new",
                            "up",
                            "up/secret",
                            "sub/../../new",
                            "/proc/self/cwd/landline-was-here")) {
                assertNotPermitted(() -> line.put(List.of(mine), path).run());
                assertNotPermitted(() -> line.put(List.of(mine), path).intoDirectory(true).run());
            }
            assertNotPermitted(() -> line.put(List.of(mine), "new").anyLinks(true).run());
            assertNotPermitted(() -> line.put(List.of(mine), "secret-link").run());
            // As what comes into a directory it is replaced, for it is below itself.
            Path same = Files.writeString(arrived.resolve("secret-link"), "mine");
            line.put(List.of(same), ".").run();
            Files.delete(same);
            assertThat(limit.resolve("secret-link")).hasContent("mine");
            assertThat(Files.isSymbolicLink(limit.resolve("secret-link"))).isFalse();
        }
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(Trees.names(directory)).isEqualTo(before);
    }

    @Test
    void aKeyThatMayWriteDoesNothingElse() throws Exception {
        try (TestServer server = server(writing());
                Landline line = server.connect()) {
            assertNotPermitted(() -> line.get(List.of("file"), arrived).run());
            assertNotPermitted(() -> line.exec("true").run());
            assertThat(list(server, ".").error()).hasValue(ErrorCode.NOT_PERMITTED);
        }
        assertThat(Trees.names(arrived)).isEmpty();
    }

    @Test
    void bothCanBeLimitedToDifferentDirectories() throws Exception {
        try (TestServer server = server(reading() + ",write=\"" + arrived + "\"");
                Landline line = server.connect()) {
            line.put(List.of(mine), "new").run();
            assertThat(arrived.resolve("new")).hasContent("mine");
            assertNotPermitted(() -> line.put(List.of(mine), limit + "/new").run());
            assertNotPermitted(() -> line.get(List.of(arrived + "/new"), arrived).run());
            line.get(List.of("file"), arrived).run();
            assertThat(arrived.resolve("file")).hasContent("below");
        }
    }

    @Test
    void aKeyWithACommandHasNoFiles() throws Exception {
        try (TestServer server = server("command=\"echo forced\"");
                Landline line = server.connect()) {
            for (FileCopy copy :
                    List.of(
                            line.put(List.of(mine), limit + "/new"),
                            line.get(List.of(limit + "/file"), arrived))) {
                assertNotPermitted(copy::run);
            }
            assertThat(list(server, limit.toString()).error()).hasValue(ErrorCode.NOT_PERMITTED);
            assertThat(line.exec("true").run().stdoutText()).isEqualTo("forced\n");
        }
        try (TestServer server = server("command=\"echo forced\"," + reading());
                Landline line = server.connect()) {
            line.get(List.of("file"), arrived).run();
            assertThat(arrived.resolve("file")).hasContent("below");
            assertNotPermitted(() -> line.put(List.of(mine), limit + "/new").run());
            assertThat(line.exec("true").run().stdoutText()).isEqualTo("forced\n");
        }
        assertThat(limit.resolve("new")).doesNotExist();
    }

    private TestServer server(Map<String, Set<String>> rules) throws Exception {
        return TestServer.with().access(new AccessRules(rules)).start();
    }

    @Test
    void theConfigurationNamesWhoMayPutGetAndList() throws Exception {
        Set<String> all = Set.of(AccessRules.EVERYBODY);
        Set<String> nobody = Set.of();
        try (TestServer server = server(Map.of("exec", nobody, "get", all));
                Landline line = server.connect()) {
            line.get(List.of(limit + "/file"), arrived).run();
            assertThat(arrived.resolve("file")).hasContent("below");
            assertNotPermitted(() -> line.put(List.of(mine), limit + "/new").run());
            assertThat(list(server, limit.toString()).error()).hasValue(ErrorCode.NOT_PERMITTED);
            assertNotPermitted(() -> line.exec("true").run());
        }
        try (TestServer server = server(Map.of("exec", all, "get", all, "put", nobody));
                Landline line = server.connect()) {
            line.get(List.of(limit + "/sub/file"), arrived).run();
            assertThat(arrived.resolve("file")).hasContent("deeper");
            assertNotPermitted(() -> line.put(List.of(mine), limit + "/new").run());
            assertThat(list(server, limit.toString()).error()).hasValue(ErrorCode.NOT_PERMITTED);
            assertThat(line.exec("echo", "x").run().stdoutText()).isEqualTo("x\n");
        }
        assertThat(limit.resolve("new")).doesNotExist();
    }
}
