package dev.tend.daemon.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One HTTP request as the routes see it: read completely, and free of the library that read it.
///
/// @param path decoded, without the query
/// @param query decoded, in the order given
/// @param headers by name in any case
/// @param body what came with it, empty for most
public record Call(
    String method,
    String path,
    Map<String, List<String>> query,
    SortedMap<String, String> headers,
    String body,
    Peer peer) {

  public Call {
    query = Collections.unmodifiableMap(query);
    SortedMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableSortedMap(anyCase);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
