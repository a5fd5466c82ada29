package dev.tend.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {

  @ParameterizedTest
  @CsvSource({
    "a.toml, '{', TOML",
    "a.yaml, '[a]', YAML",
    "a.YML, '[a]', YAML",
    "a.json, 'a: 1', JSON",
    "a.conf, '[service.web]', TOML",
    "a, '# c\n[service.web] # d', TOML",
    "a, 'include = [\"b\"]', TOML",
    "a, 'service.web.command = \"x: y\"', TOML",
    "a, 'service:\n  web:\n    command: A=b c', YAML",
    "a, 'env: { A: x = y }', YAML",
    "a, '\n {\"service\": {}}', JSON",
    "a, '', YAML",
  })
  void theEndingDecidesAndElseTheContent(Path file, String text, Syntax syntax) {
    assertThat(Syntax.of(file, text)).isEqualTo(syntax);
  }
}
