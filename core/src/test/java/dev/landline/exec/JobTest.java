package dev.landline.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ExitStatus;
import dev.landline.json.Json;
import dev.landline.json.JsonException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobTest {

    private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00.123456789Z");

    private static final String RUNNING =
            "{'id':'0123','command':'sleep 1','user':'ann','owner':'unix:ann',"
                    + "'started':'2026-03-01T10:00:00.123456789Z','state':'running','attached':2,"
                    + "'policy':'keep','pty':true,'pid':4711,'stdin':1,'stdout':9007199254740991,"
                    + "'stderr':3}";

    private static Job job(Job.State state, Optional<Instant> ended, Optional<ExitStatus> status) {
        return new Job(
                "0123",
                Optional.of("nightly"),
                "sleep 1",
                "ann",
                "unix:ann",
                STARTED,
                state,
                0,
                "detach",
                false,
                0,
                1,
                2,
                3,
                ended,
                status);
    }

    @Test
    void comesBackFromTheLineAsItWent() throws Exception {
        assertThat(Json.write(Job.fromJson(Json.read(RUNNING)).toJson())).isEqualTo(RUNNING);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateComesBack(Job.State state) throws Exception {
        Job job = job(state, Optional.empty(), Optional.empty());
        assertThat(Job.fromJson(job.toJson())).isEqualTo(job);
    }

    @Test
    void theEndComesBack() throws Exception {
        Job job =
                job(
                        Job.State.ENDED,
                        Optional.of(STARTED.plusSeconds(5)),
                        Optional.of(new ExitStatus.Signaled(15, "TERM", false)));
        assertThat(Job.fromJson(job.toJson())).isEqualTo(job);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'state':'running'|'state':'paused'"
                        + "|state: expected running, ended or orphaned, got the string \"paused\"",
                "'started':'2026-03-01T10:00:00.123456789Z'|'started':'yesterday'"
                        + "|started: expected a time as in RFC 3339, got the string \"yesterday\"",
                "'attached':2|'attached':-1"
                        + "|attached: expected an integer from 0 to 2147483647, got the number -1",
                "'pid':4711|'pid':'x'"
                        + "|pid: expected an integer from 0 to 9223372036854775807,"
                        + " got the string \"x\"",
                "'id':'0123',||id: expected a string, got nothing",
                "'stderr':3|'stderr':3,'ended':'now'"
                        + "|ended: expected a time as in RFC 3339, got the string \"now\"",
                "'stderr':3|'stderr':3,'status':{}"
                        + "|status: expected one of exited, signaled and not_started,"
                        + " got none of them"
            })
    void whatIsNoJobIsRefused(String right, String wrong, String message) {
        String json = RUNNING.replace(right, wrong == null ? "" : wrong);
        assertThatThrownBy(() -> Job.fromJson(Json.read(json)))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }
}
