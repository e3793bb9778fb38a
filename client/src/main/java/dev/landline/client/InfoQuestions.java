package dev.landline.client;

import dev.landline.info.InfoRequest;
import dev.landline.info.InfoRequest.About;
import dev.landline.info.Sample;
import dev.landline.info.ServerInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the service {@code info} is asked. */
final class InfoQuestions {

    private final ListQuestion question;

    InfoQuestions(Line line) {
        this.question = new ListQuestion(line, InfoRequest.SERVICE, "what the server tells");
    }

    ServerInfo server() throws IOException {
        InfoRequest request = new InfoRequest(About.SERVER, Optional.empty());
        List<ServerInfo> all = question.ask(request.toJson(), ServerInfo::fromJson);
        if (all.size() != 1) {
            throw new IOException("what the server tells: expected one line, got " + all.size());
        }
        return all.getFirst();
    }

    List<Sample> counters() throws IOException {
        InfoRequest request = new InfoRequest(About.COUNTERS, Optional.empty());
        return question.ask(request.toJson(), Sample::fromJson);
    }
}
