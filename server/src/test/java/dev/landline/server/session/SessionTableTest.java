package dev.landline.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionTableTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String LIKE_IT = "0123999999abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";
    private static final ExitStatus.NotStarted NOTHING_RAN =
            new ExitStatus.NotStarted(ExitStatus.Reason.FAILED, "nothing ran");

    private FakeHost host = new FakeHost(FakeHost.SETTINGS);

    @AfterEach
    void close() {
        host.table.close();
    }

    private Session add(String owner, String id, String name) throws ChannelException {
        Session session = host.session(owner, id, name);
        assertThat(host.table.add(session)).isNull();
        return session;
    }

    private void assertUnknown(String owner, String word, String message) {
        assertThatThrownBy(() -> host.table.lookUp(owner, word))
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_SESSION);
                            assertThat(e).hasMessage(message);
                        });
    }

    private void assertSpent(String owner, String id) {
        assertThatThrownBy(() -> host.table.add(host.session(owner, id, "")))
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_SESSION));
    }

    @Test
    void anIdThatIsThereAlreadyLeadsToItsSession() throws Exception {
        Session first = add("ann", ID, "");
        assertThat(host.table.add(host.session("ann", ID, ""))).isSameAs(first);
        assertThat(host.table.find("ann", ID)).containsSame(first);
    }

    @Test
    void theSameIdOfAnotherIdentityIsAnotherSession() throws Exception {
        Session anns = add("ann", ID, "nightly");
        Session bobs = add("bob", ID, "nightly");
        assertThat(host.table.find("ann", ID)).containsSame(anns);
        assertThat(host.table.lookUp("bob", "nightly")).isSameAs(bobs);
        assertThat(host.table.of("ann")).containsExactly(anns);
    }

    @Test
    void nobodyFindsWhatBelongsToOthers() throws Exception {
        add("ann", ID, "nightly");
        assertThat(host.table.find("bob", ID)).isEmpty();
        assertThat(host.table.of("bob")).isEmpty();
        for (String word : new String[] {ID, "0123", "nightly"}) {
            assertUnknown("bob", word, "there is no session '" + word + "'");
        }
    }

    @Test
    void isFoundByIdByItsBeginningAndByName() throws Exception {
        Session session = add("ann", ID, "nightly");
        assertThat(host.table.lookUp("ann", ID)).isSameAs(session);
        assertThat(host.table.lookUp("ann", "0123")).isSameAs(session);
        assertThat(host.table.lookUp("ann", "nightly")).isSameAs(session);
    }

    @Test
    void aBeginningMustHaveFourDigitsAndBeUnique() throws Exception {
        add("ann", ID, "");
        Session other = add("ann", LIKE_IT, "");
        assertUnknown("ann", "012", "there is no session '012'");
        assertUnknown("ann", "0123", "more than one session begins with '0123'");
        assertThat(host.table.lookUp("ann", "01239")).isSameAs(other);
    }

    @Test
    void aNameCountsMoreThanABeginning() throws Exception {
        add("ann", ID, "");
        Session named = add("ann", OTHER, "0123");
        assertThat(host.table.lookUp("ann", "0123")).isSameAs(named);
    }

    @Test
    void aNameIsUniqueAmongThoseThatRun() throws Exception {
        Session first = add("ann", ID, "nightly");
        assertThatThrownBy(() -> host.table.add(host.session("ann", OTHER, "nightly")))
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
                            assertThat(e).hasMessage("there is a session 'nightly' already");
                        });

        first.notStarted(NOTHING_RAN);
        Session second = add("ann", OTHER, "nightly");
        assertThat(host.table.lookUp("ann", "nightly")).isSameAs(second);
        assertThat(host.table.find("ann", ID)).as("its result is kept").containsSame(first);
        second.notStarted(NOTHING_RAN);
        assertThat(host.table.lookUp("ann", "nightly")).as("the newest").isSameAs(second);
    }

    @Test
    void aSessionThatNobodyCanComeBackToIsGoneAtItsEnd() throws Exception {
        Session session = host.session("ann", ID, "", false);
        assertThat(host.table.add(session)).isNull();
        session.notStarted(NOTHING_RAN);
        assertThat(host.table.of("ann")).isEmpty();
        assertThat(session.use()).as("its output is given up").isFalse();
    }

    @Test
    void resultsExpireAndTheirIdsStaySpent() throws Exception {
        host = new FakeHost(FakeHost.results(Duration.ofMillis(1), 10));
        add("ann", ID, "").notStarted(NOTHING_RAN);
        awaitGone();
        assertSpent("ann", ID);
        add("bob", ID, "");
    }

    private void awaitGone() {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!host.table.of("ann").isEmpty()) {
            assertThat(System.nanoTime()).as("the result expires").isLessThan(limit);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void whereNoResultsAreKeptAnIdIsSpentAllTheSame() throws Exception {
        host = new FakeHost(FakeHost.results(Duration.ZERO, 10));
        add("ann", ID, "").notStarted(NOTHING_RAN);
        assertThat(host.table.find("ann", ID)).isEmpty();
        assertSpent("ann", ID);
    }

    @Test
    void theOldestResultsGoWhenThereAreTooMany() throws Exception {
        host = new FakeHost(FakeHost.results(Duration.ofMinutes(5), 2));
        Session first = add("ann", ID, "");
        Session second = add("ann", LIKE_IT, "");
        Session third = add("ann", OTHER, "");
        second.notStarted(NOTHING_RAN);
        first.notStarted(NOTHING_RAN);
        third.notStarted(NOTHING_RAN);

        assertThat(host.table.of("ann")).containsExactly(first, third);
        assertSpent("ann", LIKE_IT);
        assertUnknown("ann", LIKE_IT, "there is no session '" + LIKE_IT + "'");
    }

    @Test
    void whatIsStillReadIsKeptThoughItsResultIsGivenUp() throws Exception {
        host = new FakeHost(FakeHost.results(Duration.ofMinutes(5), 0));
        Session session = add("ann", ID, "");
        assertThat(session.use()).isTrue();
        session.stdout().write("the last words".getBytes(StandardCharsets.UTF_8));
        session.notStarted(NOTHING_RAN);

        assertThat(host.table.find("ann", ID)).isEmpty();
        assertThat(session.stdout().start()).isZero();
        assertThat(session.use()).as("nobody else may begin").isFalse();
        session.release();
        assertThat(session.stdout().start()).isEqualTo(session.stdout().end());
    }

    @Test
    void aTableThatIsClosedKeepsNothing() throws Exception {
        Session ended = add("ann", ID, "");
        ended.notStarted(NOTHING_RAN);
        Session runs = add("ann", OTHER, "");
        host.table.close();
        assertThat(host.table.of("ann")).containsExactly(runs);
        runs.notStarted(NOTHING_RAN);
        assertThat(host.table.of("ann")).isEmpty();
    }
}
