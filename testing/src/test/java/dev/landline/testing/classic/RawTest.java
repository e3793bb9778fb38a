package dev.landline.testing.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The dialect {@code raw}: what is small arrives, what is not ends in the answer to something else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RawTest {

    private static final String BIG = "head -c 5000 /dev/zero | tr '\\0' x";

    private final Servers servers = new Servers();

    @AfterAll
    void stop() throws Exception {
        servers.close();
    }

    private ClassicAddress address(Servers.Kind server, Charset charset) throws Exception {
        return servers.of(server, Dialect.RAW, charset);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfOneSmallWriteArrives(Servers.Kind server) throws Exception {
        List<String> commands =
                List.of("echo out", "true", "echo err >&2", "printf '你好\\n'", "exit 7", "echo end");
        assertThat(Client.PYTHON.talk(address(server, UTF_8), UTF_8, commands))
                .isEqualTo("out\n\nerr\n你好\n\nend\n");
    }

    @ParameterizedTest
    @EnumSource
    void gbkIsSpokenWhereBothWereTold(Servers.Kind server) throws Exception {
        Charset gbk = Charset.forName("GBK");
        assertThat(Client.PYTHON.talk(address(server, gbk), gbk, List.of("printf '你好，世界'")))
                .isEqualTo("你好，世界");
    }

    @ParameterizedTest
    @EnumSource
    void oneReadIsAtMostTheFirst1024Bytes(Servers.Kind server) throws Exception {
        String text = Client.PYTHON.talk(address(server, UTF_8), UTF_8, List.of(BIG));
        assertThat(text).matches("x{1,1024}");
    }

    @ParameterizedTest
    @EnumSource
    void theRestOfAnAnswerIsTakenForTheNextOne(Servers.Kind server) throws Exception {
        List<String> commands = List.of(BIG, "echo hello", "echo hello");
        String text = Client.PYTHON.talk(address(server, UTF_8), UTF_8, commands);
        assertThat(text).matches("x{3,3072}");
    }

    @ParameterizedTest
    @EnumSource
    void ourClientShowsWhatArrives(Servers.Kind server) throws Exception {
        List<String> commands = List.of("echo out; echo err >&2", "true");
        assertThat(Client.LANDLINE.talk(address(server, UTF_8), UTF_8, commands))
                .isEqualTo("out\nerr\n\n");
    }
}
