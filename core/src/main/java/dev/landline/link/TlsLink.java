package dev.landline.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.PublicKey;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** A link over TLS 1.3 whose handshake is done: the other side has proved that it holds its key. */
public final class TlsLink implements Link {

    private final TlsStreams streams;
    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private final PublicKey peerKey;
    private final String cipherSuite;

    TlsLink(SSLSession session, TlsStreams streams, Socket socket)
            throws SSLPeerUnverifiedException {
        this.streams = streams;
        this.socket = socket;
        this.input = streams.input();
        this.output = streams.output();
        this.peerKey = session.getPeerCertificates()[0].getPublicKey();
        this.cipherSuite = session.getCipherSuite();
    }

    /**
     * The key that the other side has proved to hold.
     *
     * @return the public half
     */
    public PublicKey peerKey() {
        return peerKey;
    }

    /**
     * The cipher suite in use, for people.
     *
     * @return its standard name
     */
    public String cipherSuite() {
        return cipherSuite;
    }

    /**
     * Which of Java's security providers has the cipher on this side.
     *
     * @return the provider's name; empty where none has it, which a link that is there excludes
     */
    public Optional<String> cipherProvider() {
        return CipherProvider.of(cipherSuite);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public String remote() {
        return SocketLink.remoteOf(socket);
    }

    /**
     * Reads the rest away as it is on the wire: the thread that reads is often still at it, and two
     * of them in {@link TlsStreams} would break each other's records.
     */
    @Override
    public void finish() {
        try {
            streams.finish();
            socket.shutdownOutput();
            Rest.readAway(socket.getInputStream(), socket);
        } catch (IOException e) {
            // The other side went first, or stays silent: nothing is lost by closing now.
        } finally {
            abort();
        }
    }

    /** Closes the socket underneath: closing TLS would wait for a writer that is stuck. */
    @Override
    public void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nobody left to tell.
        }
    }
}
