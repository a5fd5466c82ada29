package dev.tend.daemon.routes;

import io.avaje.jsonb.Jsonb;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes the reference of the API, OpenAPI 3.1, from the table of routes and the records of the
/// wire. At build time, so that the daemon carries a text and no reflection.
final class OpenApi {

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private final Map<String, Object> schemas = new TreeMap<>();

  String write(List<Route> routes) {
    Map<String, Object> paths = new TreeMap<>();
    for (Route route : routes) {
      @SuppressWarnings("unchecked")
      var methods = (Map<String, Object>) paths.computeIfAbsent(route.path(), _ -> new TreeMap<>());
      methods.put(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    return Jsonb.builder()
            .build()
            .toJsonPretty(
                map(
                    "openapi",
                    "3.1.0",
                    "info",
                    map("title", "Tend", "version", "1"),
                    "paths",
                    paths,
                    "components",
                    map("schemas", schemas)))
        + "\n";
  }

  private Map<String, Object> operation(Route route) {
    List<Object> parameters = new ArrayList<>();
    VARIABLE
        .matcher(route.path())
        .results()
        .forEach(found ->
            parameters.add(
                map(
                    "name",
                    found.group(1),
                    "in",
                    "path",
                    "required",
                    true,
                    "schema",
                    map("type", "string"))));
    route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    Map<String, Object> operation = map("summary", route.summary());
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    String error = reference(dev.tend.api.ErrorBody.class);
    operation.put(
        "responses",
        map(
            route.answer() instanceof AnswerForm.Accepted ? "202" : "200",
            good(route.answer()),
            "default",
            map("description", "A refusal", "content", json(map("$ref", error)))));
    return operation;
  }

  private static Map<String, Object> parameter(Parameter parameter) {
    Map<String, Object> schema =
        switch (parameter.kind()) {
          case Parameter.Kind.Text _, Parameter.Kind.Bound _, Parameter.Kind.Time _ ->
              map("type", "string");
          case Parameter.Kind.Texts _ -> map("type", "array", "items", map("type", "string"));
          case Parameter.Kind.Flag _ -> map("type", "boolean");
          case Parameter.Kind.Choice(List<String> words) -> map("type", "string", "enum", words);
          case Parameter.Kind.Whole(long min, long max) ->
              map("type", "integer", "minimum", min, "maximum", max);
        };
    return map(
        "name", parameter.name(),
        "in", "query",
        "required", parameter.required(),
        "description", parameter.meaning(),
        "schema", schema);
  }

  private Map<String, Object> good(AnswerForm answer) {
    return switch (answer) {
      case AnswerForm.One(var type) -> described(json(map("$ref", reference(type))));
      case AnswerForm.Many(var type) -> described(json(list(type)));
      case AnswerForm.Events(var type) -> described(stream(type));
      case AnswerForm.ManyOrEvents(var type) -> {
        Map<String, Object> content = json(list(type));
        content.putAll(stream(type));
        yield described(content);
      }
      case AnswerForm.Accepted _ -> described(json(map("type", "object")));
      case AnswerForm.Document(String mediaType) -> described(map(mediaType, map()));
    };
  }

  private static Map<String, Object> described(Map<String, Object> content) {
    return map("description", "Done", "content", content);
  }

  private static Map<String, Object> json(Object schema) {
    return map("application/json", map("schema", schema));
  }

  private Map<String, Object> list(Class<? extends Record> type) {
    return map("type", "array", "items", map("$ref", reference(type)));
  }

  private Map<String, Object> stream(Class<? extends Record> type) {
    return map(
        "text/event-stream",
        map(
            "schema",
            map(
                "type",
                "string",
                "description",
                "Each event's data is a " + name(type),
                "contentSchema",
                map("$ref", reference(type)))));
  }

  private String reference(Class<?> type) {
    if (!schemas.containsKey(name(type))) {
      schemas.put(name(type), "being written");
      schemas.put(name(type), schema(type));
    }
    return "#/components/schemas/" + name(type);
  }

  private static String name(Class<?> type) {
    return type.getSimpleName();
  }

  private Map<String, Object> schema(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.put(snake(component.getName()), property(component.getAnnotatedType()));
    }
    return map("type", "object", "properties", properties);
  }

  private Object property(AnnotatedType type) {
    Object plain = plain(type);
    AnnotatedElement annotated = type;
    return annotated.isAnnotationPresent(Nullable.class)
        ? map("anyOf", List.of(plain, map("type", "null")))
        : plain;
  }

  private Object plain(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType list) {
      return map("type", "array", "items", plain(list.getAnnotatedActualTypeArguments()[0]));
    }
    Class<?> raw = (Class<?>) type.getType();
    if (raw == String.class) {
      return map("type", "string");
    }
    if (raw == boolean.class) {
      return map("type", "boolean");
    }
    return Arrays.asList(int.class, long.class, Integer.class, Long.class).contains(raw)
        ? map("type", "integer")
        : map("$ref", reference(raw));
  }

  private static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
