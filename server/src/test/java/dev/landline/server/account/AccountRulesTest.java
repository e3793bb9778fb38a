package dev.landline.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.server.auth.AuthorizedKeysAuthorizer;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerConfigFile;
import dev.landline.server.config.ServerFiles;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.os.LocalAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRulesTest {

    private static final LocalAccount ROOT = new LocalAccount(0, 0, "root", "/root", "/bin/bash");
    private static final LocalAccount ADA =
            new LocalAccount(1001, 1001, "ada", "/home/ada", "/bin/bash");

    @TempDir private Path directory;

    private final List<ServerEvent> events = new ArrayList<>();

    private AccountRules rules(LocalAccount own, String toml) throws IOException {
        Path file = Files.writeString(directory.resolve("landline.toml"), toml);
        ServerConfig config =
                ServerConfigFile.load(file, ServerFiles.of(Map.of(), Path.of(own.home())));
        return new AccountRules(own, new FakeAccounts(ROOT, ADA), config, events::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "accounts.serve = ['*']", "accounts.serve = ['ada']"})
    void aServerThatIsNotRootServesItself(String toml) throws Exception {
        assertThat(rules(ADA, toml).gate(Clock.systemUTC()))
                .isInstanceOf(AuthorizedKeysAuthorizer.class);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"['ben']", "['ada', 'ben']", "['root']", "['*', 'ben']"})
    void aServerThatIsNotRootDoesNotStartWhereOthersAreToBeServed(String names) throws Exception {
        AccountRules rules = rules(ADA, "accounts.serve = " + names);

        assertThatThrownBy(() -> rules.gate(Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "accounts.serve: this server is not root and can serve ada only, got ");
    }

    @Test
    void aServerOfRootServesOthersAndWarnsOfThoseThatAreNotThere() throws Exception {
        assertThat(rules(ROOT, "accounts.serve = ['ada', 'zoe']").gate(Clock.systemUTC()))
                .isInstanceOf(AccountKeysAuthorizer.class);
        assertThat(events)
                .contains(new ServerEvent.Warning("accounts.serve: there is no account zoe yet"));
    }
}
