package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.identity.KeyOptions.Permission;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOptionParserTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Test
    void restrictTakesEverythingAndLaterOptionsGiveBack() throws Exception {
        assertThat(parse("restrict").permissions()).isEmpty();
        assertThat(parse("restrict").restricted()).isTrue();
        assertThat(parse("restrict,pty").permissions()).containsExactly(Permission.PTY);
        assertThat(parse("pty,restrict").permissions()).isEmpty();
        assertThat(parse("Restrict,PTY,X11-Forwarding").permissions())
                .containsExactlyInAnyOrder(Permission.PTY, Permission.X11_FORWARDING);
    }

    @Test
    void noOptionsTakeOneEach() throws Exception {
        KeyOptions options =
                parse("no-pty,no-port-forwarding,no-agent-forwarding,no-X11-forwarding");

        assertThat(options.permissions()).containsExactly(Permission.USER_RC);
        assertThat(options.restricted()).isFalse();
        assertThat(parse("no-user-rc").permissions())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Permission.USER_RC)));
        assertThat(parse("no-pty").permits(Permission.PTY)).isFalse();
    }

    @Test
    void quotesInACommandAreWrittenWithABackslash() throws Exception {
        assertThat(parse("command=\"echo \\\"a, b\\\" \\n $X\"").command())
                .contains("echo \"a, b\" \\n $X");
        assertThat(parse("COMMAND=\"\"").command()).contains("");
    }

    @Test
    void directoriesOfFilesBeginAtTheRootOrAtHome() throws Exception {
        KeyOptions options = parse("read=\"/srv/a, \\\"b\\\"\",no-pty,WRITE=\"~/in\"");

        assertThat(options.read()).contains("/srv/a, \"b\"");
        assertThat(options.write()).contains("~/in");
        assertThat(options.command()).isEmpty();
        assertThat(parse("read=\"~\"").read()).contains("~");
        assertThat(parse("read=\"/\"").write()).isEmpty();
        assertThat(parse("restrict").read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read",
                "write",
                "no-read",
                "read=",
                "read=/srv",
                "read=\"\"",
                "read=\"srv\"",
                "read=\"./srv\"",
                "read=\"~ada\"",
                "read=\"~ada/x\"",
                "read=\"../x\"",
                "read=\"/srv",
                "write=\"srv\"",
                "read=\"/a\",read=\"/b\"",
                "write=\"/a\",write=\"/a\""
            })
    void otherDirectoriesOfFilesMakeTheKeyUnusable(String options) {
        assertThatThrownBy(() -> parse(options)).isInstanceOf(KeyFormatException.class);
    }

    @Test
    void handlersAndSettingsAreNamed() throws Exception {
        KeyOptions options = parse("call=\"flight.*,gate\",settings=\"read\"");

        assertThat(options.call()).containsExactly("flight.*", "gate");
        assertThat(options.settings()).contains(KeyOptions.Settings.READ);
        assertThat(options.isNamed()).isTrue();
        assertThat(parse("settings=\"write\"").settings()).contains(KeyOptions.Settings.WRITE);
        assertThat(parse("command=\"date\",restrict").isNamed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call",
                "call=flight",
                "call=\"\"",
                "call=\"a,,b\"",
                "call=\"a, b\"",
                "call=\"../x\"",
                "call=\"a\",call=\"b\"",
                "settings",
                "settings=\"\"",
                "settings=\"READ\"",
                "settings=\"read,write\"",
                "settings=\"read\",settings=\"read\""
            })
    void otherHandlersAndSettingsMakeTheKeyUnusable(String options) {
        assertThatThrownBy(() -> parse(options)).isInstanceOf(KeyFormatException.class);
    }

    @Test
    void severalOptionsStandTogether() throws Exception {
        KeyOptions options =
                parse(
                        "from=\"192.0.2.0/24,!192.0.2.9\",no-pty,command=\"a b\","
                                + "permitopen=\"h:1\",permitopen=\"h:2\",permitlisten=\"3\","
                                + "environment=\"A=B\",tunnel=\"0\",no-touch-required");

        assertThat(options.from()).contains(AddressPatterns.parse("192.0.2.0/24,!192.0.2.9"));
        assertThat(options.command()).contains("a b");
        assertThat(options.permitOpen()).containsExactly("h:1", "h:2");
        assertThat(options.permitListen()).containsExactly("3");
    }

    @ParameterizedTest
    @CsvSource({
        "20260731, 2026-07-30T22:00:00Z",
        "20260131, 2026-01-30T23:00:00Z",
        "20260731Z, 2026-07-31T00:00:00Z",
        "202607311530, 2026-07-31T13:30:00Z",
        "202607311530Z, 2026-07-31T15:30:00Z",
        "20260731153059Z, 2026-07-31T15:30:59Z"
    })
    void expiryIsLocalTimeOrUtc(String written, Instant meant) throws Exception {
        assertThat(parse("expiry-time=\"" + written + "\"").expiry()).contains(meant);
    }

    @Test
    void theEarliestOfSeveralExpiriesCounts() throws Exception {
        KeyOptions options =
                parse(
                        "expiry-time=\"20300101Z\",expiry-time=\"20280101Z\","
                                + "expiry-time=\"20290101Z\"");

        assertThat(options.expiry()).contains(Instant.parse("2028-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expiry-time=\"tomorrow\"",
                "expiry-time=\"2026\"",
                "expiry-time=\"20261301Z\"",
                "expiry-time=\"20260230\"",
                "expiry-time=\"202607312460\"",
                "expiry-time=\"-0260731\"",
                "expiry-time=\"\""
            })
    void aWrongTimeIsAnError(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining("expected YYYYMMDD[HHMM[SS]][Z]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "frobnicate | unknown option 'frobnicate'",
                "frobnicate=\"x\" | unknown option 'frobnicate'",
                "no-restrict | unknown option",
                "pty=\"x\" | unknown option 'pty'",
                "no-command=\"x\" | unknown option",
                "command | unknown option",
                "cert-authority | not certificates",
                "principals=\"x\" | not certificates",
                "command=ls | in double quotes",
                "command=\"ls | closing quote",
                "command=\"ls\\\" | closing quote",
                "command=\"a\",command=\"b\" | twice",
                "from=\"192.0.2.1\",from=\"192.0.2.2\" | twice",
                "pty, | separated by commas",
                ",pty | unknown option ''",
                "command=\"a\"pty | separated by commas",
                "from=\"192.0.2.1/8\" | mask does not fit"
            })
    void whatIsNotUnderstoodIsAnError(String text, String reason) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining(reason);
    }

    private static KeyOptions parse(String text) throws KeyFormatException {
        return KeyOptionParser.parse(text, ZONE);
    }
}
