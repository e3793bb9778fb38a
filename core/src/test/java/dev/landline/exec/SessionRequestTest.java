package dev.landline.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.json.Json;
import dev.landline.json.JsonException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRequestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'session':'nightly'}",
                "{'session':'0123abcd','view':true}",
                "{'session':'a','follow':true}",
                "{'session':'a','signal':'TERM'}",
                "{'session':'a','pty':{'columns':80,'rows':24}}"
            })
    void comesBackFromTheLineAsItWent(String json) throws Exception {
        assertThat(Json.write(SessionRequest.fromJson(Json.read(json)).toJson())).isEqualTo(json);
    }

    @Test
    void aSessionAloneIsEnough() throws Exception {
        SessionRequest request = new SessionRequest("a");
        assertThat(SessionRequest.fromJson(Json.read("{'session':'a','view':false,'signal':null}")))
                .isEqualTo(request);
        assertThat(request.size()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|session: expected a string, got nothing",
                "{'session':1}|session: expected a string, got the number 1",
                "{'session':'a','view':'yes'}|view: expected true or false, got the string \"yes\"",
                "{'session':'a','follow':1}|follow: expected true or false, got the number 1",
                "{'session':'a','signal':9}|signal: expected a string, got the number 9",
                "{'session':'a','pty':{'columns':80}}"
                        + "|rows: expected an integer from 1 to 65535, got nothing",
                "{'session':'a','pty':true}|pty: expected an object, got true"
            })
    void anythingElseIsRefused(String json, String message) {
        assertThatThrownBy(() -> SessionRequest.fromJson(Json.read(json)))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }
}
