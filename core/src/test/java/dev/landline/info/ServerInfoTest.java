package dev.landline.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.Limits;
import dev.landline.json.Json;
import dev.landline.json.JsonException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerInfoTest {

    private static final String LINE =
            "{'software':'s/1','protocol':1,'instance':'i','now':1700000000123,'uptime':4567,"
                    + "'platform':{'os':'Linux 6','arch':'amd64','java':'25','processors':2},"
                    + "'link':{'kind':'tls','remote':'127.0.0.1:9','cipher':'C','provider':'P'},"
                    + "'limits':{'max_body':1048576,'max_channels':256,'window':262144,"
                    + "'ping_interval':15000,'handshake':20000},"
                    + "'client':{'software':'c/1','max_body':1024},'identity':'unix:ada',"
                    + "'rights':{'services':['exec','info'],'calls':['a.*'],'settings':'read',"
                    + "'counters':true},"
                    + "'accounts':[{'name':'ada','commands':true,'terminal':false,"
                    + "'forced_command':'x','read':'/','write':'/tmp'}],'echo':'e'}";

    private static final ServerInfo INFO =
            new ServerInfo(
                    "s/1",
                    1,
                    Optional.of("i"),
                    Instant.ofEpochMilli(1_700_000_000_123L),
                    Duration.ofMillis(4567),
                    new ServerInfo.Platform("Linux 6", "amd64", "25", 2),
                    new LinkInfo("tls", "127.0.0.1:9", Optional.of("C"), Optional.of("P")),
                    Limits.DEFAULTS,
                    new ServerInfo.ClientInfo("c/1", 1024),
                    "unix:ada",
                    new Rights(List.of("exec", "info"), List.of("a.*"), "read", true),
                    List.of(
                            new AccountInfo(
                                    "ada",
                                    true,
                                    false,
                                    Optional.of("x"),
                                    Optional.of("/"),
                                    Optional.of("/tmp"))),
                    Optional.of("e"));

    @Test
    void itIsOneLineAndComesBack() throws Exception {
        assertThat(Json.write(INFO.toJson())).isEqualTo(LINE);
        assertThat(ServerInfo.fromJson(Json.read(LINE))).isEqualTo(INFO);
    }

    @Test
    void whatMayBeAbsentMayBeAbsent() throws Exception {
        String sparse =
                LINE.replace("'instance':'i',", "")
                        .replace(",'cipher':'C','provider':'P'", "")
                        .replace(",'forced_command':'x','read':'/','write':'/tmp'", "")
                        .replace(",'echo':'e'", "");
        ServerInfo info = ServerInfo.fromJson(Json.read(sparse));

        assertThat(info.instance()).isEmpty();
        assertThat(info.echo()).isEmpty();
        assertThat(info.link().cipher()).isEmpty();
        assertThat(info.accounts().getFirst().read()).isEmpty();
        assertThat(Json.write(info.toJson())).isEqualTo(sparse);
    }

    @Test
    void whatALaterServerAddsIsLeftAside() throws Exception {
        String later = LINE.replace("{'software'", "{'colour':{'a':[1]},'software'");

        assertThat(ServerInfo.fromJson(Json.read(later))).isEqualTo(INFO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'software':'s/1'      | 'software':7",
                "'protocol':1          | 'protocol':-1",
                "'now':1700000000123   | 'now':'today'",
                "'uptime':4567         | 'uptime':-1",
                "'processors':2        | 'processors':0",
                "'max_body':1048576    | 'max_body':9999999",
                "'handshake':20000     | 'handshake':9007199254740991",
                "'services':['exec','info'] | 'services':'exec'",
                "'counters':true       | 'counters':1",
                "'identity':'unix:ada' | 'identity':null",
                "'accounts':[          | 'accounts':[7,",
            })
    void aServerThatSendsSomethingElseIsContradicted(String right, String wrong) {
        assertThat(LINE).contains(right);
        assertThatThrownBy(() -> ServerInfo.fromJson(Json.read(LINE.replace(right, wrong))))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("expected");
    }
}
