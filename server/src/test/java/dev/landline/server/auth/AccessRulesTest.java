package dev.landline.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.identity.Fingerprint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

    private static final Identity ADA = key('A', "unix:root");
    private static final Identity BOB = key('B', "bob@box");
    private static final Identity ROOT = new Identity.Local(0, "root");

    private static Identity key(char letter, String comment) {
        return new Identity.Key(
                new Fingerprint("SHA256:" + String.valueOf(letter).repeat(43)), comment);
    }

    private static AccessRules exec(String... who) {
        return new AccessRules(Map.of("exec", Set.of(who)));
    }

    @Test
    void whereNobodySaysOtherwiseEverybodyMayRunCommandsAndMoveFiles() {
        for (Identity identity : new Identity[] {ADA, BOB, ROOT}) {
            assertThat(AccessRules.open().of(identity))
                    .containsExactlyInAnyOrder("exec", "put", "get", "list");
        }
    }

    @Test
    void aFingerprintLetsInThatKeyAlone() {
        AccessRules rules = exec("SHA256:" + "A".repeat(43));

        assertThat(rules.of(ADA)).containsExactly("exec");
        assertThat(rules.of(BOB)).isEmpty();
        assertThat(rules.of(ROOT)).isEmpty();
    }

    @Test
    void theNameOfAnAccountLetsInThatAccountAndNoKeyThatIsCalledLikeIt() {
        AccessRules rules = exec("unix:root");

        assertThat(rules.of(ROOT)).containsExactly("exec");
        assertThat(rules.of(new Identity.Local(1000, "ada"))).isEmpty();
        assertThat(rules.of(ADA)).isEmpty();
    }

    @Test
    void anEmptyRuleLetsInNobody() {
        assertThat(exec().of(ADA)).isEmpty();
        assertThat(exec().of(ROOT)).isEmpty();
    }

    @Test
    void eachServiceHasARuleOfItsOwn() {
        AccessRules rules =
                new AccessRules(
                        Map.of(
                                "exec", Set.of("unix:root"),
                                "files", Set.of(AccessRules.EVERYBODY),
                                "jobs", Set.of("SHA256:" + "A".repeat(43), "unix:root")));

        assertThat(rules.of(ROOT)).containsExactlyInAnyOrder("exec", "files", "jobs");
        assertThat(rules.of(ADA)).containsExactlyInAnyOrder("files", "jobs");
        assertThat(rules.of(BOB)).containsExactly("files");
    }

    @Test
    void theRulesDoNotChangeWithWhatTheyWereMadeOf() {
        Set<String> who = new HashSet<>(Set.of("unix:root"));
        Map<String, Set<String>> services = new HashMap<>(Map.of("exec", who));
        AccessRules rules = new AccessRules(services);
        who.add(AccessRules.EVERYBODY);
        services.put("files", who);

        assertThat(rules.of(BOB)).isEmpty();
        assertThatThrownBy(() -> rules.services().put("files", who))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
