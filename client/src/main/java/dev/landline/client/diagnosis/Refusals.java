package dev.landline.client.diagnosis;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Target;
import dev.landline.client.diagnosis.Failure.Stage;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.KeyFormatException;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes plain sentences of what went wrong on the way to a host. Pure functions.
 *
 * @param host the host that was meant
 * @param patience how long each step may take
 */
record Refusals(Target.Host host, Duration patience) {

    private static final String REFUSED = "refused";

    /** No key of the user's could be used. */
    static Failure noKey(IOException why) {
        return new Failure(
                Stage.KEY, Optional.empty(), String.valueOf(why.getMessage()), hints(why));
    }

    /** There is none. */
    static Failure noKey() {
        return new Failure(
                Stage.KEY,
                Optional.empty(),
                "this account has no key to be known by",
                List.of("landline keys generate makes one; -i FILE names one that is elsewhere"));
    }

    /** The name means nothing. */
    static Failure unknownName(ConnectionException why) {
        return new Failure(
                Stage.LOOK_UP,
                Optional.of(why.code()),
                String.valueOf(why.getMessage()),
                hints(why));
    }

    /** Why one address could not be reached, in a few words. */
    String attempt(IOException why) {
        return switch (why) {
            case SocketTimeoutException _ -> "no answer within " + Words.time(patience);
            case ConnectException _ when isRefusal(why) -> REFUSED;
            default -> String.valueOf(why.getMessage());
        };
    }

    private static boolean isRefusal(IOException why) {
        return String.valueOf(why.getMessage()).contains("refused");
    }

    /** No address could be reached. */
    Failure unreachable(List<Step.Attempt> attempts) {
        List<String> reasons = attempts.stream().flatMap(one -> one.failure().stream()).toList();
        if (reasons.stream().allMatch(REFUSED::equals)) {
            return unreachable(
                    "the machine answers, but nobody listens on port " + host.port(),
                    "start a server there (landline serve), or name the port that it listens on:"
                            + " HOST:PORT");
        }
        if (reasons.stream().anyMatch(reason -> reason.startsWith("no answer"))) {
            return unreachable(
                    "nothing comes back from port " + host.port() + " at all",
                    "the machine is off, or a firewall on the way drops the packets: see whether"
                            + " ping answers, and ask for TCP port "
                            + host.port()
                            + " to be opened");
        }
        return unreachable(
                "the machine cannot be reached: " + reasons.getLast(),
                "see whether this machine has a network, and a route to that one");
    }

    private Failure unreachable(String message, String hint) {
        return failure(Stage.CONNECT, ErrorCode.UNREACHABLE, message, hint);
    }

    /**
     * TLS could not be set up.
     *
     * @param why what it failed with
     * @param late whether the time was up
     * @param heard the first bytes of the other side
     */
    Failure notSecured(ConnectionException why, boolean late, FirstWords heard) {
        return switch (why.code()) {
            case HOST_KEY_UNKNOWN ->
                    failure(
                            Stage.TLS,
                            why.code(),
                            String.valueOf(why.getMessage()),
                            "compare the fingerprint with what the server printed at its start;"
                                    + " then --accept-new adds the host");
            case TLS_FAILED -> noTls(why, late, heard);
            default ->
                    new Failure(
                            Stage.TLS,
                            Optional.of(why.code()),
                            String.valueOf(why.getMessage()),
                            hints(why));
        };
    }

    private Failure noTls(ConnectionException why, boolean late, FirstWords heard) {
        Optional<String> stranger =
                String.valueOf(why.getMessage()).contains("application protocol")
                        ? Optional.of("a TLS server that does not speak " + Framing.ALPN)
                        : heard.stranger();
        if (stranger.isPresent()) {
            return failure(
                    Stage.TLS,
                    ErrorCode.TLS_FAILED,
                    "port " + host.port() + " belongs to " + stranger.get(),
                    "find the port of the Landline server, and name it: HOST:PORT; the default is "
                            + Target.DEFAULT_PORT);
        }
        if (late) {
            return failure(
                    Stage.TLS,
                    ErrorCode.HANDSHAKE_TIMEOUT,
                    "somebody accepts the connection and does not finish the TLS handshake within "
                            + Words.time(patience),
                    "it is no Landline server, or one that is stopped or has far too much to do");
        }
        if (heard.isSilent()) {
            return failure(
                    Stage.TLS,
                    ErrorCode.TLS_FAILED,
                    "the connection is accepted and closed again without a word",
                    "a proxy or a port that is forwarded with nobody behind it does that, and so"
                            + " does a server that too many connect to at once");
        }
        return failure(
                Stage.TLS,
                why.code(),
                String.valueOf(why.getMessage()),
                "is it a Landline server that listens on port " + host.port() + "?");
    }

    /** The greetings failed. */
    Failure notGreeted(ConnectionException why, IdentityKey key) {
        return why.code() == ErrorCode.UNAUTHORIZED ? unauthorized(key) : notGreeted(why);
    }

    private Failure unauthorized(IdentityKey key) {
        return new Failure(
                Stage.HELLO,
                Optional.of(ErrorCode.UNAUTHORIZED),
                host
                        + ": the server does not know your key "
                        + key.fingerprint()
                        + key.source().map(file -> " from " + file).orElse(""),
                List.of(
                        "on "
                                + host.host()
                                + ": echo '"
                                + line(key)
                                + "' | landline keys authorize -",
                        "or name another key with -i FILE"));
    }

    /** The same, where no key is shown. */
    static Failure notGreeted(ConnectionException why) {
        return why.code() == ErrorCode.UNSUPPORTED_VERSION
                ? new Failure(
                        Stage.HELLO,
                        Optional.of(why.code()),
                        "the two sides have no version of the protocol in common: "
                                + why.getMessage(),
                        List.of("update the older of the two"))
                : broken(Stage.HELLO, why);
    }

    private static String line(IdentityKey key) {
        try {
            return key.publicKeyLine().text();
        } catch (KeyFormatException e) {
            throw new IllegalStateException("a key that a certificate was made for", e);
        }
    }

    /** It failed on a connection that was there, or could have been. */
    static Failure broken(Stage stage, ConnectionException why) {
        return new Failure(
                stage, Optional.of(why.code()), String.valueOf(why.getMessage()), hints(why));
    }

    private Failure failure(Stage stage, ErrorCode code, String message, String hint) {
        return new Failure(stage, Optional.of(code), host + ": " + message, List.of(hint));
    }

    private static List<String> hints(IOException why) {
        return why instanceof ConnectionException known
                ? known.hint().stream().toList()
                : List.of();
    }
}
