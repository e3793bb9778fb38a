package dev.landline.client.classic;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;

/**
 * {@code upper} over UDP: one datagram there, one back. A datagram may be lost, so that waiting has
 * a limit; that ends one answer and not the conversation.
 */
final class DatagramConversation implements Conversation {

    /** More does not fit into a datagram over IPv4. */
    static final int MOST = 65_507;

    private final DatagramChannel channel;
    private final InetSocketAddress remote;
    private final Duration patience;

    private DatagramConversation(
            DatagramChannel channel, InetSocketAddress remote, Duration patience) {
        this.channel = channel;
        this.remote = remote;
        this.patience = patience;
    }

    /**
     * Chooses a port of its own; nothing is sent.
     *
     * @param patience how long to wait for each answer
     */
    static DatagramConversation with(InetSocketAddress remote, Duration patience)
            throws ConnectionException {
        try {
            DatagramChannel channel = DatagramChannel.open();
            try {
                channel.connect(remote);
                return new DatagramConversation(channel, remote, patience);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ConnectionException(
                    ErrorCode.UNREACHABLE,
                    "cannot send to " + remote + ": " + e.getMessage(),
                    null,
                    e);
        }
    }

    @Override
    public Answer ask(byte[] command, Delivery delivery) throws IOException {
        if (command.length > MOST) {
            throw new IllegalArgumentException(
                    "command: expected at most "
                            + MOST
                            + " bytes, which a datagram can carry, got "
                            + command.length);
        }
        byte[] answer = new byte[FixedBody.PIECE];
        int count;
        try {
            dropLateAnswers();
            channel.write(ByteBuffer.wrap(command));
            DatagramPacket packet = new DatagramPacket(answer, answer.length);
            channel.socket().setSoTimeout(Math.toIntExact(patience.toMillis()));
            channel.socket().receive(packet);
            count = packet.getLength();
        } catch (SocketTimeoutException e) {
            throw new ConnectionException(
                    ErrorCode.TIMEOUT,
                    remote() + " did not answer within " + patience.toMillis() + " ms",
                    "datagrams can get lost: try again; is an upper+udp server there?",
                    e);
        } catch (PortUnreachableException e) {
            throw new ConnectionException(
                    ErrorCode.UNREACHABLE, "nothing listens at " + remote(), null, e);
        } catch (IOException e) {
            throw channel.isOpen()
                    ? new ConnectionException(
                            ErrorCode.CONNECTION_LOST, String.valueOf(e.getMessage()), null, e)
                    : new ConnectionException(
                            ErrorCode.CONNECTION_CLOSED,
                            "this side closed the connection",
                            null,
                            e);
        }
        delivery.expect(count);
        delivery.take(answer, count);
        delivery.flush();
        return Answer.of(count);
    }

    /** What was waited for in vain would be taken for the next answer. */
    private void dropLateAnswers() throws IOException {
        channel.configureBlocking(false);
        try {
            ByteBuffer late = ByteBuffer.allocate(1);
            while (channel.receive(late) != null) {
                late.clear();
            }
        } catch (PortUnreachableException e) {
            // It was said about an earlier datagram.
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** An answer that is lost is given up soon anyway. */
    @Override
    public boolean giveUp() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public String remote() {
        String host = remote.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + remote.getPort();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // There is nobody left to tell.
        }
    }
}
