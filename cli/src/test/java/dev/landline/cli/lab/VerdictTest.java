package dev.landline.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.cli.lab.experiment.Verdict;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab's verdicts, where things go as they usually do and where they do not. */
class VerdictTest {

    private static final int ATTEMPTS = 5;

    /** A line that turns one byte over on its way to the client, in the middle of an answer. */
    private static final class WithAFault extends ObservedSockets {
        private static final int FAULT = 700;

        @Override
        Observed made() {
            return new Observed() {
                private int position;

                @Override
                public InputStream getInputStream() throws IOException {
                    return new FilterInputStream(super.getInputStream()) {
                        @Override
                        public int read(byte[] bytes, int offset, int length) throws IOException {
                            int count = in.read(bytes, offset, length);
                            if (position <= FAULT && FAULT < position + count) {
                                bytes[offset + FAULT - position] ^= 1;
                            }
                            position += Math.max(0, count);
                            return count;
                        }
                    };
                }
            };
        }
    }

    @Test
    void twoWritesBecomeOneRead() throws IOException {
        Trial trial = Trial.of("glue");
        for (int i = 1; i < ATTEMPTS && !trial.findings().verdict().asExpected(); i++) {
            trial = Trial.of("glue");
        }

        assertThat(trial.figure("writes")).isEqualTo(2);
        assertThat(trial.figure("reads")).isEqualTo(1);
        assertThat(trial.findings().verdict().text()).startsWith("2 writes became 1 read.");
    }

    @Test
    void theRestOfAnAnswerIsReadForTheNextCommand() throws IOException {
        Trial trial = Trial.of("leak");

        assertThat(trial.figure("commands_with_their_own_answer")).isZero();
        assertThat(trial.figure("bytes_read_for_another_command")).isGreaterThanOrEqualTo(1476);
        assertThat(trial.findings().verdict().asExpected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "int32", "json", "frame"})
    void aCureDeliversWhatWasSent(String name) throws IOException {
        Trial trial = Trial.of(name);

        assertThat(trial.findings().verdict().asExpected()).isTrue();
        assertThat(trial.figure("messages_equal"))
                .isEqualTo(trial.figure("messages_sent"))
                .isEqualTo(trial.figure("messages_received"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int32", "json", "frame"})
    void aCureIsTriedWhereMessagesAreGlued(String name) throws IOException {
        assertThat(Trial.of(name).figure("reads_of_several_messages")).isPositive();
    }

    @Test
    void theLengthCostsTwoRoundTripsForEachCommand() throws IOException {
        assertThat(Trial.of("length").figure("round_trips")).isEqualTo(4);
        assertThat(Trial.of("frame").figure("questions")).isZero();
    }

    @Test
    void aLengthBeyondTheLimitArrivesAsAnotherNumberAndIsRefused() throws IOException {
        Trial trial = Trial.of("int32");

        assertThat(trial.figure("announced")).isEqualTo(3_000_000_000L);
        assertThat(trial.figure("arrived_as")).isEqualTo(3_000_000_000L - (1L << 32));
        assertThat(trial.findings().verdict().text()).contains("were refused");
        assertThat(Trial.of("json").figure("arrived_as")).isEqualTo(3_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "int32", "json", "frame"})
    void aCureThatDidNotDeliverIsNotCalledOne(String name) throws IOException {
        Trial trial = Trial.of(name, new WithAFault());

        assertThat(trial.findings().verdict().asExpected()).isFalse();
        assertThat(trial.findings().verdict().text()).contains("2 received, only 1 equal");
        assertThat(trial.findings().scenes().getFirst().lanes().getLast().intact()).isFalse();
    }

    @Test
    void nagleCostsTimeOrTheVerdictSaysThatItDidNot() throws IOException {
        Verdict verdict =
                Trial.of("nagle", new ObservedSockets.WithoutNagle()).findings().verdict();

        assertThat(verdict.asExpected()).isFalse();
        assertThat(verdict.text()).contains("It cost little this time");
    }
}
