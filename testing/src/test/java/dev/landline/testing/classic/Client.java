package dev.landline.testing.classic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.ClassicAddress;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** A client of either kind, which runs commands on one connection. */
enum Client {
    /** Ours. */
    LANDLINE {
        @Override
        String talk(ClassicAddress address, Charset charset, List<String> commands)
                throws Exception {
            return OurClient.talk(address, charset, commands);
        }
    },
    /** The example. */
    PYTHON {
        @Override
        String talk(ClassicAddress address, Charset charset, List<String> commands)
                throws Exception {
            String script =
                    address.dialect().scheme()
                            + (address instanceof ClassicAddress.Udp ? "_udp" : "")
                            + "_client.py";
            return Python.output(
                    Python.example(script),
                    String.join("\n", commands) + "\n",
                    "127.0.0.1",
                    String.valueOf(port(address)),
                    charset.name());
        }
    };

    private static final String BETWEEN = "-- 8< --\n";

    /** Runs the commands in turn and gives back what the client shows, all in one. */
    abstract String talk(ClassicAddress address, Charset charset, List<String> commands)
            throws Exception;

    /** The same, answer by answer. Nothing is told to the client about where they end. */
    List<String> answers(ClassicAddress address, Charset charset, List<String> commands)
            throws Exception {
        List<String> all = new ArrayList<>();
        for (String command : commands) {
            all.add(command);
            all.add("echo '" + BETWEEN.strip() + "'");
        }
        String text = talk(address, charset, all);
        assertThat(text).endsWith(BETWEEN);
        List<String> answers = List.of(text.split(BETWEEN, -1));
        assertThat(answers).as(text).hasSize(commands.size() + 1);
        return answers.subList(0, commands.size());
    }

    static int port(ClassicAddress address) {
        return switch (address) {
            case ClassicAddress.Tcp tcp -> tcp.port();
            case ClassicAddress.Udp udp -> udp.port();
            case ClassicAddress.Unix unix -> throw new IllegalArgumentException(unix.toString());
        };
    }
}
