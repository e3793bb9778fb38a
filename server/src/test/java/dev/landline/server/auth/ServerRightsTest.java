package dev.landline.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.identity.Authorization;
import dev.landline.identity.AuthorizedKeys;
import dev.landline.identity.Fingerprint;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.KeyOptions;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call handlers and see to the settings. */
class ServerRightsTest {

    private static final String WHO = "SHA256:" + "A".repeat(43);
    private static final Identity ADA = new Identity.Key(new Fingerprint(WHO), "ada");

    @TempDir private Path directory;

    private KeyOptions options(String text) throws Exception {
        IdentityKey key = IdentityKey.generate("ada");
        Path file = directory.resolve("keys");
        Files.writeString(file, (text + " " + key.publicKeyLine().text()).strip() + "\n");
        Authorization answer =
                new AuthorizedKeys(file, false, ZoneOffset.UTC)
                        .authorize(
                                key.keyPair().getPublic(),
                                InetAddress.getLoopbackAddress(),
                                Instant.EPOCH);
        assertThat(answer).isInstanceOf(Authorization.Granted.class);
        return ((Authorization.Granted) answer).entry().options();
    }

    private AccountGrant own(String options) throws Exception {
        return AccountGrant.of(Optional.empty(), options(options));
    }

    private AccountGrant other(String options) throws Exception {
        return AccountGrant.of(Optional.of("ben"), options(options));
    }

    private static AccessRules rules(Map<String, Set<String>> changes) {
        Map<String, Set<String>> services = new HashMap<>(AccessRules.open().services());
        services.putAll(changes);
        return new AccessRules(services);
    }

    @Test
    void byDefaultTheServersOwnAccountMayAllAndNobodyElseAnything() throws Exception {
        Grant own = AccessRules.open().grant(ADA, List.of(own("")));
        Grant other = AccessRules.open().grant(ADA, List.of(other("")));

        assertThat(own.mayCall("flight.status")).isTrue();
        assertThat(own.mayWriteSettings()).isTrue();
        assertThat(own.mayReadSettings()).isTrue();
        assertThat(other.calls().isNothing()).isTrue();
        assertThat(other.mayReadSettings()).isFalse();
        assertThat(other.mayWriteSettings()).isFalse();
        assertThat(AccessRules.open().grant(ADA, List.of()).calls().isNothing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restrict",
                "command=\"date\"",
                "read=\"/srv\"",
                "write=\"/srv\"",
                "restrict,pty"
            })
    void aLineWithALimitGetsNothingWhateverTheConfigurationSays(String options) throws Exception {
        AccessRules everybody =
                rules(Map.of("call", Set.of("*", WHO), "settings", Set.of("*", "own", WHO)));

        Grant grant = everybody.grant(ADA, List.of(own(options)));

        assertThat(grant.calls().isNothing()).isTrue();
        assertThat(grant.settings()).isEqualTo(SettingsAccess.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-pty", "no-port-forwarding", "expiry-time=\"20300101\""})
    void whatIsNoLimitOfHandlersChangesNothing(String options) throws Exception {
        assertThat(AccessRules.open().grant(ADA, List.of(own(options))).calls())
                .isEqualTo(CallAccess.ALL);
    }

    @Test
    void aLineGrantsWhatItNamesAndNothingElse() throws Exception {
        AccountGrant line = own("call=\"flight.*,gate\"");
        Grant grant = AccessRules.open().grant(ADA, List.of(line));

        assertThat(grant.mayCall("flight.status")).isTrue();
        assertThat(grant.mayCall("flight.")).isTrue();
        assertThat(grant.mayCall("gate")).isTrue();
        assertThat(grant.mayCall("gates")).isFalse();
        assertThat(grant.mayCall("my.flight.status")).isFalse();
        assertThat(grant.settings()).isEqualTo(SettingsAccess.NOTHING);
        assertThat(line.commands()).isFalse();
        assertThat(line.files()).isEqualTo(FileAccess.NONE);
        assertThat(own("settings=\"read\",command=\"date\"").commands()).isTrue();
    }

    @Test
    void aLineOfSettingsReadsThemOrChangesThemToo() throws Exception {
        Grant read = AccessRules.open().grant(ADA, List.of(own("restrict,settings=\"read\"")));
        Grant write = AccessRules.open().grant(ADA, List.of(own("settings=\"write\"")));

        assertThat(read.mayReadSettings()).isTrue();
        assertThat(read.mayWriteSettings()).isFalse();
        assertThat(write.mayWriteSettings()).isTrue();
        assertThat(write.calls().isNothing()).isTrue();
    }

    @Test
    void nobodyGrantsHimselfAnythingInTheFileOfAnotherAccount() throws Exception {
        AccountGrant line = other("call=\"*\",settings=\"write\"");
        Grant grant = rules(Map.of("call", Set.of("*"))).grant(ADA, List.of(line));

        assertThat(grant.calls().isNothing()).isTrue();
        assertThat(grant.settings()).isEqualTo(SettingsAccess.NOTHING);
    }

    @Test
    void theLineOfTheServersOwnAccountLimitsAKeyThatOthersLetInToo() throws Exception {
        Grant grant =
                rules(Map.of("call", Set.of("*")))
                        .grant(ADA, List.of(own("call=\"gate\""), other("")));

        assertThat(grant.calls()).isEqualTo(new CallAccess(Set.of("gate")));
    }

    @Test
    void theConfigurationNamesOthersAndCanLeaveTheServersOwnAccountOut() throws Exception {
        AccessRules rules =
                rules(
                        Map.of(
                                "call", Set.of(WHO),
                                "settings", Set.of(),
                                "settings_read", Set.of(WHO),
                                "info", Set.of(WHO)));
        Grant grant = rules.grant(ADA, List.of(other("")));

        assertThat(grant.calls()).isEqualTo(CallAccess.ALL);
        assertThat(grant.settings()).isEqualTo(SettingsAccess.READ);
        assertThat(grant.counters()).isTrue();
        Grant local = rules.grant(new Identity.Local(1000, "own"), List.of(AccountGrant.OWN));
        assertThat(local.calls().isNothing()).isTrue();
        assertThat(local.settings()).isEqualTo(SettingsAccess.NOTHING);
        assertThat(local.counters()).isFalse();
    }

    @Test
    void singleHandlersAreGrantedByPatternBesides() throws Exception {
        AccessRules rules =
                new AccessRules(
                        Map.of("call", Set.of("unix:eve")),
                        Map.of("flight.*", Set.of(WHO), "gate", Set.of("own"), "x", Set.of("*")));

        assertThat(rules.grant(ADA, List.of(other(""))).calls().patterns())
                .containsExactlyInAnyOrder("flight.*", "x");
        assertThat(rules.grant(ADA, List.of(own(""))).calls().patterns())
                .containsExactlyInAnyOrder("flight.*", "gate", "x");
    }
}
