package dev.landline.server.classic;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import dev.landline.classic.DialectException;
import dev.landline.classic.Int32;
import dev.landline.classic.JsonHeader;
import dev.landline.engine.Deadline;
import dev.landline.link.Link;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** One client, from its first command to its leaving. */
final class Conversation {

    /** How long a client that is in the middle of something may be silent. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long the client gets to read the last answer. */
    private static final Duration PARTING = Duration.ofSeconds(2);

    private static final int ONE_WRITE = 64 * 1024;

    /** A web page can make its reader's browser send this to any port of the reader's machine. */
    private static final Pattern HTTP =
            Pattern.compile("(GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE) [/*a-z]\\S*.*");

    private static final String TOO_LONG_FOR_INT32 =
            "the answer has more than "
                    + Dialect.INT32_MOST
                    + " bytes, which int32 cannot announce; json can";

    private final String client;
    private final ClassicAddress address;
    private final Link link;
    private final Inbound inbound;
    private final Commands commands;
    private final Uploads uploads;
    private final Charset charset;
    private final ClassicListener events;

    Conversation(
            String client,
            ClassicAddress address,
            Link link,
            Commands commands,
            Uploads uploads,
            Charset charset,
            ClassicListener events) {
        this.client = client;
        this.address = address;
        this.link = link;
        this.inbound = new Inbound(link, client);
        this.commands = commands;
        this.uploads = uploads;
        this.charset = charset;
        this.events = events;
    }

    /** Serves the client until it leaves; afterwards the link is closed. */
    void run() {
        events.on(new ClassicEvent.Opened(client, link.remote(), address));
        String reason = "the client has closed the connection";
        try {
            if (address.dialect() == Dialect.UPPER) {
                echo();
            } else {
                answerCommands();
            }
        } catch (DialectException e) {
            reason = String.valueOf(e.getMessage());
            part();
        } catch (IOException e) {
            reason = "the connection broke: " + e.getMessage();
        } catch (InterruptedException e) {
            reason = "the server is stopping";
            Thread.currentThread().interrupt();
        } finally {
            link.abort();
            inbound.close();
            events.on(new ClassicEvent.Closed(client, reason));
        }
    }

    /** Lets the client read what was sent last: closing at once could overtake it. */
    private void part() {
        try (Deadline _ = Deadline.start("landline-" + client + "-part", PARTING, link::abort)) {
            link.finish();
        }
    }

    private void echo() throws IOException, InterruptedException {
        UpperCase upper = new UpperCase(charset);
        byte[] piece;
        while ((piece = inbound.next()) != null) {
            link.output().write(upper.of(piece));
        }
    }

    private void answerCommands() throws IOException, InterruptedException {
        boolean first = true;
        byte[] piece;
        while ((piece = inbound.next()) != null) {
            if (address.dialect() == Dialect.JSON && Uploads.isFrame(piece)) {
                inbound.unread(piece);
                uploads.take(client, inbound.stream(PATIENCE), link.output());
            } else {
                if (first) {
                    refuseHttp(piece);
                }
                try (Answer answer = answer(piece)) {
                    send(answer);
                }
            }
            first = false;
        }
    }

    private static void refuseHttp(byte[] piece) throws DialectException {
        String text = new String(piece, StandardCharsets.ISO_8859_1);
        if (HTTP.matcher(text.lines().findFirst().orElse("")).matches()) {
            throw new DialectException("expected a command, got an HTTP request: not run");
        }
    }

    private Answer answer(byte[] piece) throws InterruptedException {
        String command;
        try {
            command = charset.newDecoder().decode(ByteBuffer.wrap(piece)).toString().strip();
        } catch (CharacterCodingException e) {
            return Answer.of(
                    "the command is not valid "
                            + charset
                            + "; does the client send another charset?",
                    charset);
        }
        boolean int32 = address.dialect() == Dialect.INT32;
        Answer empty = Answer.upTo(int32 ? Dialect.INT32_MOST : Long.MAX_VALUE, TOO_LONG_FOR_INT32);
        Answer answer = commands.run(client, link.remote(), command, inbound, empty);
        if (int32 && answer.size() > Dialect.INT32_MOST) {
            answer.close();
            return Answer.of(TOO_LONG_FOR_INT32, charset);
        }
        return answer;
    }

    private void send(Answer answer) throws IOException, InterruptedException {
        OutputStream output = link.output();
        switch (address.dialect()) {
            case RAW -> {
                if (answer.size() == 0) {
                    output.write('\n'); // A client waits for at least one byte.
                }
                answer.writeTo(output);
            }
            case LENGTH -> {
                Spool told = answer.stderr().size() > 0 ? answer.stderr() : answer.stdout();
                output.write(String.valueOf(told.size()).getBytes(StandardCharsets.US_ASCII));
                awaitReady();
                told.writeTo(output);
            }
            case INT32 -> frame(Int32.bytes(Math.toIntExact(answer.size())), answer);
            case JSON -> frame(JsonHeader.of(answer.size()).encode(), answer);
            case UPPER -> throw new IllegalStateException("upper runs no commands");
        }
    }

    /** A small answer leaves in one write with what says how long it is. */
    private void frame(byte[] header, Answer answer) throws IOException {
        OutputStream together = new BufferedOutputStream(link.output(), ONE_WRITE);
        together.write(header);
        answer.writeTo(together);
        together.flush();
    }

    /** An answer of no bytes is over with this, and the next command may come in the same read. */
    private void awaitReady() throws IOException, InterruptedException {
        String said = "";
        while (said.length() < Dialect.READY.length()) {
            said += new String(inbound.next(PATIENCE), StandardCharsets.ISO_8859_1);
            said = said.stripLeading();
            String begin = said.substring(0, Math.min(said.length(), Dialect.READY.length()));
            if (!Dialect.READY.startsWith(begin)) {
                throw new DialectException(
                        "expected "
                                + Dialect.READY
                                + " from the client, got '"
                                + said.substring(0, Math.min(said.length(), 40))
                                + "'");
            }
        }
        String behind = said.substring(Dialect.READY.length()).strip();
        if (!behind.isEmpty()) {
            inbound.unread(behind.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
