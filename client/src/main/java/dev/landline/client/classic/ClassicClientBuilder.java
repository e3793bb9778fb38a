package dev.landline.client.classic;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import dev.landline.client.socket.SocketConnector;
import dev.landline.link.Link;
import dev.landline.link.SocketLink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The choices that a {@link ClassicClient} is made with. Each method returns the builder itself;
 * for one thread at a time.
 */
public final class ClassicClientBuilder {

    private static final Duration UDP_PATIENCE = Duration.ofSeconds(5);

    private final ClassicAddress address;
    private Charset charset = StandardCharsets.UTF_8;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration settle = Duration.ofMillis(250);
    private @Nullable Duration answerTimeout;
    private Duration silence = Duration.ofSeconds(5);
    private Runnable silent = () -> {};

    ClassicClientBuilder(ClassicAddress address) {
        this.address = address;
    }

    /**
     * What commands, and the text of headers, are in.
     *
     * @param charset one in which ASCII stays ASCII; UTF-8 without a choice
     * @return this
     * @throws IllegalArgumentException where ASCII does not stay ASCII in it
     */
    public ClassicClientBuilder charset(Charset charset) {
        CommandText.check(charset);
        this.charset = charset;
        return this;
    }

    /**
     * How long connecting may take, for each address of the host.
     *
     * @param timeout 1 ms or more; 10 seconds without a choice
     * @return this
     */
    public ClassicClientBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = atLeastOneMillisecond("connectTimeout", timeout);
        return this;
    }

    /**
     * How long the server has to be silent in {@code raw} until its answer counts as whole. In
     * {@code upper}, where the end is known, a server that sends less is waited for four times as
     * long. In {@code length} it is the pause between an answer of no bytes and the next command.
     *
     * @param time 1 ms or more; 250 ms without a choice
     * @return this
     */
    public ClassicClientBuilder settle(Duration time) {
        this.settle = atLeastOneMillisecond("settle", time);
        return this;
    }

    /**
     * How long to wait for the first byte of an answer in {@code raw}. Then it counts as empty, and
     * what comes late is taken for the answer to the next command. A server that sends nothing for
     * an empty answer cannot be told from one whose command takes its time.
     *
     * @param timeout 1 ms or more; no limit without a choice
     * @return this
     */
    public ClassicClientBuilder answerTimeout(Duration timeout) {
        this.answerTimeout = atLeastOneMillisecond("answerTimeout", timeout);
        return this;
    }

    /**
     * Who is told that nothing of an answer in {@code raw} has come for a time, for which there is
     * no {@link #answerTimeout}.
     *
     * @param after 1 ms or more
     * @param told called once for each such answer, on the thread that waits; the wait goes on
     *     behind it
     * @return this
     */
    public ClassicClientBuilder onSilence(Duration after, Runnable told) {
        this.silence = atLeastOneMillisecond("after", after);
        this.silent = told;
        return this;
    }

    private static Duration atLeastOneMillisecond(String name, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0
                || time.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException(
                    name + ": expected 1 ms to " + Integer.MAX_VALUE + " ms, got " + time);
        }
        return time;
    }

    /**
     * Connects; over UDP, chooses a port of its own. Blocks the calling thread.
     *
     * @return the conversation; nothing has been said in it yet
     * @throws ConnectionException where the server cannot be reached
     */
    public ClassicClient connect() throws ConnectionException {
        SocketConnector connector =
                new SocketConnector(
                        connectTimeout,
                        "is a server listening there? landline classic serve " + address);
        Conversation conversation =
                switch (address) {
                    case ClassicAddress.Tcp(Dialect _, String host, int port) ->
                            over(link(connector, host, port));
                    case ClassicAddress.Unix unix ->
                            over(connector.unix(unix.path(), unix.toString()));
                    case ClassicAddress.Udp(String host, int port) ->
                            DatagramConversation.with(
                                    new InetSocketAddress(SocketConnector.addresses(host)[0], port),
                                    UDP_PATIENCE);
                };
        return new ClassicClient(conversation, address.dialect(), charset);
    }

    private static Link link(SocketConnector connector, String host, int port)
            throws ConnectionException {
        try {
            return SocketLink.over(connector.tcp(host, port));
        } catch (ConnectionException e) {
            throw e;
        } catch (IOException e) {
            throw new ConnectionException(
                    ErrorCode.CONNECTION_LOST,
                    "the connection ended at once: " + e.getMessage(),
                    null,
                    e);
        }
    }

    private Conversation over(Link link) {
        Dialect dialect = address.dialect();
        return new StreamConversation(
                link,
                switch (dialect) {
                    case UPPER, RAW ->
                            new QuietAnswers(
                                    link.input(),
                                    dialect,
                                    settle,
                                    new FirstPiece.Limits(answerTimeout, silence, silent));
                    case LENGTH, INT32, JSON ->
                            new FramedAnswers(link, dialect, charset, new Settling(settle));
                });
    }
}
