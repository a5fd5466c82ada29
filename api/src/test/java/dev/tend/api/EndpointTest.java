package dev.tend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:7777, localhost, 7777, ''",
    "http://127.0.0.1, 127.0.0.1, 80, ''",
    "http://host:1/, host, 1, ''",
    "HTTP://host:1/a/b/, host, 1, /a/b",
    "http://[::1]:7777/x, ::1, 7777, /x",
  })
  void aUrlNamesHostPortAndBase(String url, String name, int port, String base) {
    assertThat(Endpoint.ofUrl(url)).isEqualTo(new Endpoint.Tcp(name, port, base));
  }

  @Test
  void anAddressWithColonsStandsInBrackets() {
    assertThat(Endpoint.ofUrl("http://[::1]:7777").text()).isEqualTo("http://[::1]:7777");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:7777",
        "https://host",
        "http://",
        "http://u:p@host",
        "http://h?x=1",
        "http://h h"
      })
  void anythingElseIsRefusedWithASentence(String url) {
    assertThatThrownBy(() -> Endpoint.ofUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + url + "'");
  }
}
