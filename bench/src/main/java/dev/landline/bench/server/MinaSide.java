package dev.landline.bench.server;

import dev.landline.bench.peer.MinaKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** A server of Apache MINA SSHD: {@code echo} is answered by itself, all else is run. */
final class MinaSide {

    private MinaSide() {}

    static Server.Listening start(Path directory) throws IOException {
        PublicKey allowed = MinaKeys.read(directory.resolve("key.pub"));
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new FileKeyPairProvider(directory.resolve("host")));
        server.setPublickeyAuthenticator(
                (user, key, session) -> KeyUtils.compareKeys(allowed, key));
        server.setCommandFactory(MinaSide::command);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
        server.start();
        return new Server.Listening(server.getPort());
    }

    private static Command command(ChannelSession channel, String words) throws IOException {
        return words.equals("echo")
                ? new Echo()
                : ProcessShellCommandFactory.INSTANCE.createCommand(channel, words);
    }

    /** Answers with what it is given. */
    private static final class Echo extends AbstractCommandSupport {

        Echo() {
            super("echo", null);
        }

        @Override
        public void run() {
            byte[] chunk = new byte[1 << 14];
            try {
                int count;
                while ((count = getInputStream().read(chunk)) >= 0) {
                    getOutputStream().write(chunk, 0, count);
                    getOutputStream().flush();
                }
                onExit(0);
            } catch (IOException e) {
                onExit(1, String.valueOf(e.getMessage()));
            }
        }
    }
}
