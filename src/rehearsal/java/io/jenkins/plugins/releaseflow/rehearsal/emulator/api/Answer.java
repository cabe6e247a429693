package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A successful answer, before it is written as JSON.
 *
 * @param data an object or an array
 * @param pagination with lists only
 */
record Answer(Object data, Optional<Map<String, Object>> pagination) {
    static Answer empty() {
        return new Answer(Map.of(), Optional.empty());
    }

    static Answer of(Fields fields) {
        return new Answer(fields.toMap(), Optional.empty());
    }

    static Answer array(List<?> items) {
        return new Answer(items, Optional.empty());
    }

    /** One page of a list, the one that the call asks for. */
    static <T> Answer page(Call call, String plural, List<T> all, Function<T, Fields> view) {
        return page(call, plural, all, view, new Fields());
    }

    static <T> Answer page(Call call, String plural, List<T> all, Function<T, Fields> view, Fields more) {
        Page page = Page.of(call, all.size());
        List<Map<String, Object>> items = all.subList(page.from(), page.to()).stream()
                .map(item -> view.apply(item).toMap())
                .toList();
        return new Answer(
                Fields.with(plural, items).and(more).toMap(),
                Optional.of(page.pagination().toMap()));
    }

    Map<String, Object> envelope() {
        return Fields.with("data", data).and("pagination", pagination).toMap();
    }
}
