package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion script, in a real shell. */
class CompletionTest {

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void theScriptCompletesCommandsAndOptions(String shell, @TempDir Path home) throws Exception {
        Account.Outcome outcome = new Account(home).runs("completion", shell);
        Path script = Files.writeString(home.resolve("script"), outcome.out());

        Process bash =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "source \"$1\"; COMP_WORDS=(landline exec --fail) COMP_CWORD=2;"
                                        + " _complete_landline; echo ${COMPREPLY[@]};"
                                        + " COMP_WORDS=(landline ke) COMP_CWORD=1;"
                                        + " _complete_landline; echo ${COMPREPLY[@]}",
                                "bash",
                                script.toString())
                        .redirectError(Redirect.DISCARD)
                        .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("--failure-status\nkeys\n");
        assertThat(outcome.status()).isZero();
    }
}
