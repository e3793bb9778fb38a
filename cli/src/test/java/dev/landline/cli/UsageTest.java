package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to command lines that cannot be run, and to those that only ask. */
class UsageTest {

    private Account someone;

    @BeforeEach
    void aUser(@TempDir Path home) {
        someone = new Account(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "exec                              | Missing required parameter: 'TARGET'",
                "exec box                          | expected a command",
                "exec box --                       | expected a command",
                "exec --frob box ls                | Unknown option: '--frob'",
                "exec box --frob ls                | Unknown option: '--frob'",
                "exec box -c                       | Missing required parameter for option",
                "exec box -c id ls                 | expected either -c or a program, got both",
                "exec --failure-status 256 box ls  | expected 0 to 255, got '256'",
                "exec --failure-status -1 box ls   | expected 0 to 255, got '-1'",
                "exec --connect-timeout 0 box ls   | expected 1 or more, got 0",
                "exec --env =x box ls              | expected NAME[=VALUE], got '=x'",
                "exec --timeout soon box ls        | expected a time such as 90s, 10m or 2h",
                "exec --timeout 0 box ls           | expected a time such as 90s",
                "exec --keep 25d box ls            | at most 24 days, got '25d'",
                "exec --keep 1m --on-disconnect kill box ls | expected --on-disconnect keep, got"
                        + " kill",
                "exec --on-disconnect go box ls    | expected one of [kill, keep, detach]",
                "exec --detach local ls            | local: expected no --detach",
                "exec --detach --on-disconnect keep box ls | expected no other --on-disconnect",
                "exec --name a/b box ls            | expected 1 to 64 letters, digits",
                "exec --name work local ls         | local: expected no --name",
                "shell                             | Missing required parameter: 'TARGET'",
                "shell box ls                      | Unmatched argument",
                "shell --escape-char ab box        | expected one ASCII character",
                "shell --name work local           | local: expected no --name",
                "shell --connect-timeout 0 box     | expected 1 or more, got 0",
                "shell --env =x box                | expected NAME[=VALUE], got '=x'",
                "cp                                | expected SRC... and DST, got none",
                "cp a                              | expected SRC... and DST, got only one",
                "cp a b                            | expected TARGET:PATH on one side at least",
                "cp a b:c d:e                      | expected all sources at one place",
                "cp unix:/x a                      | expected unix:SOCKET:PATH, got 'unix:/x'",
                "cp -r box:a -                     | -: expected no -r",
                "cp --json box:a -                 | -: expected no --json",
                "cp --limit fast a box:            | expected bytes in a second such as 10MiB",
                "cp --hash md5 a box:              | expected xxh3-128 or sha256, got 'md5'",
                "cp --connect-timeout 0 a box:     | expected 1 or more, got 0",
                "sync a                            | Missing required parameter: 'DST'",
                "sync a b                          | expected TARGET:PATH on one side at least",
                "sync - box:                       | expected two directories, got -",
                "sync a box: --exclude             | Missing required parameter for option"
                        + " '--exclude'",
                "sync --exclude [ a box:           | [",
                "sync --exclude-from nowhere a box: | nowhere: there is no such file",
                "call                              | Missing required parameter: 'TARGET'",
                "call box                          | expected a handler: landline call TARGET NAME",
                "call box a.b {                    | JSON: not valid JSON: Unexpected end-of-input",
                "call box a.b {'x':1}              | at column 2",
                "call box a.b 1 2                  | expected JSON in one word, got 2 words",
                "call box a.b - 1                  | expected JSON in one word, got 2 words",
                "call box --list a.b               | --list: expected no handler beside it",
                "call --timeout 0 box a.b          | expected a time such as 90s",
                "call --connect-timeout 0 box a.b  | expected 1 or more, got 0",
                "jobs                              | Missing required parameter: 'TARGET'",
                "jobs local                        | local: expected another target",
                "attach local                      | local: expected another target",
                "attach box a b                    | Unmatched argument",
                "logs local work                   | local: expected another target",
                "info                              | Missing required parameter: 'TARGET'",
                "info box more                     | Unmatched argument",
                "info --connect-timeout 0 box      | expected 1 or more, got 0",
                "kill box                          | Missing required parameter: 'ID'",
                "kill -s SIGFROB box work          | expected a signal such as TERM",
                "kill -s 0 box work                | expected a signal such as TERM",
                "kill local work                   | local: expected another target",
                "doctor                            | Missing required parameter: 'TARGET'",
                "doctor --time 61 box              | expected 0 to 60 seconds, got 61",
                "doctor --time soon box            | 'soon' is not an int",
                "doctor --connect-timeout 0 box    | expected 1 or more, got 0",
                "hosts a b                         | Unmatched argument",
                "hosts --fold --count @all         | expected at most one of --fold, --names,",
                "hosts --inventory                 | Missing required parameter for option",
                "sharing stop                      | expected either a TARGET or --all, got"
                        + " neither",
                "exec --share --no-share box ls    | expected either --share or --no-share, got"
                        + " both",
                "exce box ls                       | did you mean exec?",
                "frob                              | expected a command (exec, shell,",
                "keys frob                         | expected a command (generate, show,",
                "classic frob                      | expected a command (serve, connect",
                "classic connect                   | Missing required parameter: 'URI'",
                "keys authorize                    | Missing required parameter",
                "keys export                       | Missing required argument",
                "serve --listen box                | expected tls://HOST[:PORT] or unix:PATH",
                "serve --backlog many              | 'many' is not an int",
                "serve --backlog 0                 | backlog: expected an integer from 1 to 65535,"
                        + " got 0",
                "serve --config nowhere.toml       | nowhere.toml",
                "completion fish                   | expected one of [bash, zsh]",
                "help frob                         | expected one of exec, shell,",
            })
    void wrongUsageIsAnErrorThatNamesTheMistake(String line, String message) {
        Account.Outcome outcome = someone.runs(line.split(" "));

        assertThat(outcome.err()).startsWith("landline: ").contains(message);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void nothingAtAllShowsWhatThereIs() {
        Account.Outcome outcome = someone.runs();

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("Usage: landline").contains("exec").contains("serve");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "exec --help",
                "exec box --help",
                "help exec",
                "shell --help",
                "help shell",
                "cp --help",
                "sync -h",
                "help sync",
                "help jobs",
                "attach --help",
                "logs -h",
                "help kill",
                "info -h",
                "doctor --help",
                "hosts -h",
                "serve -h",
                "keys --help",
                "keys generate -h",
                "help keys export",
                "sharing --help",
                "sharing stop -h",
                "classic --help",
                "classic connect -h",
                "help classic connect",
                "completion -h"
            })
    void helpIsOutputAndSuccess(String line) {
        Account.Outcome outcome = someone.runs(line.split(" "));

        assertThat(outcome.out()).contains("Usage: landline");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void theVersionNamesTheProtocol(String option) {
        Account.Outcome outcome = someone.runs(option);

        assertThat(outcome.out()).matches("landline \\d.*protocol 1 \\(Java .*\\)\\R");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void outputIsWithoutColourWhereverItGoes() {
        assertThat(someone.runs("--help").out()).doesNotContain("\033");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "box:x          | port: expected 1 to 65535, got 'x'",
                "box:0          | port: expected 1 to 65535, got 0",
                "unix:          | expected unix:PATH",
                "@box           | no group is called '@box'",
                "[::1           | ']' is missing",
            })
    void aBadTargetIsAFailureThatQuotesIt(String target, String message) {
        Account.Outcome outcome = someone.runs("exec", "--failure-status", "99", target, "ls");

        assertThat(outcome.status()).isEqualTo(99);
        assertThat(outcome.err()).startsWith("landline: ").contains(target, message);
    }
}
