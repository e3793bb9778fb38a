package dev.landline.testing.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.exec.Job;
import dev.landline.identity.IdentityKey;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What belongs to one identity does not exist for another. */
class OwnersTest {

    private static void assertUnknown(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_SESSION));
    }

    @Test
    void anotherIdentityFindsNothing() throws Exception {
        IdentityKey other = IdentityKey.generate("other");
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start()) {
            Files.writeString(
                    server.authorizedKeys(),
                    other.publicKeyLine().text() + "\n",
                    StandardOpenOption.APPEND);
            try (Landline mine = server.connect();
                    Landline theirs = server.client(other).connect();
                    Landline local = Landline.connect(server.unixTarget().toString())) {
                String id = mine.exec("sleep", "1000").name("mine").detach();
                for (Landline stranger : new Landline[] {theirs, local}) {
                    assertThat(stranger.jobs()).isEmpty();
                    assertUnknown(() -> stranger.logs(id, false));
                    assertUnknown(() -> stranger.logs("mine", false));
                    assertUnknown(() -> stranger.signal(id, "KILL"));
                    assertUnknown(() -> stranger.detach(id));
                    try (RunningCommand joined = stranger.attach(id).start()) {
                        assertUnknown(joined::waitFor);
                    }
                    // The name is theirs to use.
                    String same = stranger.exec("true").name("mine").detach();
                    assertThat(stranger.jobs()).extracting(Job::id).containsExactly(same);
                }
                assertThat(mine.jobs())
                        .singleElement()
                        .satisfies(job -> assertThat(job.state()).isEqualTo(Job.State.RUNNING));
                mine.signal(id, "KILL");
                try (RunningCommand joined = mine.attach(id).start()) {
                    assertThat(joined.waitFor())
                            .isEqualTo(new ExitStatus.Signaled(9, "KILL", false));
                }
            }
        }
    }
}
