package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value in a YAML file that knows its place, and complains with it. */
final class YamlValue {
    private final Path file;
    private final Node node;
    private final String name;

    YamlValue(Path file, Node node, String name) {
        this.file = file;
        this.node = node;
        this.name = name;
    }

    ProjectFileException wrong(String problem) {
        return wrongAt(node, problem);
    }

    private ProjectFileException wrongAt(Node place, String problem) {
        return new ProjectFileException(file + ":" + (place.getStartMark().getLine() + 1) + ":"
                + (place.getStartMark().getColumn() + 1) + ": " + problem);
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** The entries of a mapping whose keys are the user's own ids. */
    Map<String, YamlValue> entries() {
        if (isNull()) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("'" + name + "' must be a mapping (key: value), not " + kind());
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw wrongAt(tuple.getKeyNode(), "a key must be a plain word");
            }
            if (entries.put(key.getValue(), new YamlValue(file, tuple.getValueNode(), key.getValue())) != null) {
                throw wrongAt(key, "'" + key.getValue() + "' is defined twice; rename or remove one of them");
            }
        }
        return entries;
    }

    /** The entries of a mapping that knows only these keys. */
    Map<String, YamlValue> entries(List<String> known) {
        Map<String, YamlValue> entries = entries();
        entries.keySet().stream()
                .filter(key -> !known.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw wrongAt(
                            keyNode(key),
                            "unknown key '" + key + "' in '" + name + "'" + Suggestion.of(key, known) + "; known: "
                                    + String.join(", ", known));
                });
        return entries;
    }

    private Node keyNode(String key) {
        return ((MappingNode) node)
                .getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(found -> found instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .findFirst()
                        .orElse(node);
    }

    String text() {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            throw wrong("'" + name + "' must be a text, not " + kind());
        }
        return scalar.getValue();
    }

    String text(Pattern pattern, String rule) {
        String text = text();
        if (!pattern.matcher(text).matches()) {
            throw wrong("'" + name + "' is '" + text + "' but must be " + rule);
        }
        return text;
    }

    String oneOf(List<String> allowed) {
        String text = text();
        if (!allowed.contains(text)) {
            throw wrong("'" + name + "' is '" + text + "'" + Suggestion.of(text, allowed) + "; it must be one of: "
                    + String.join(", ", allowed));
        }
        return text;
    }

    int number(int least, int most) {
        try {
            int number = Integer.parseInt(text());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw wrong("'" + name + "' is '" + text() + "' but must be a whole number from " + least + " to " + most);
        }
        throw wrong("'" + name + "' is " + text() + " but must be from " + least + " to " + most);
    }

    boolean flag() {
        if (!node.getTag().equals(Tag.BOOL)) {
            throw wrong("'" + name + "' must be true or false, not " + kind());
        }
        return List.of("true", "yes", "on").contains(text().toLowerCase(Locale.ROOT));
    }

    <T> List<T> list(Function<YamlValue, T> element) {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("'" + name + "' must be a list, such as [main], not " + kind());
        }
        List<T> list = new ArrayList<>();
        sequence.getValue().forEach(item -> list.add(element.apply(new YamlValue(file, item, name))));
        return List.copyOf(list);
    }

    YamlValue required(Map<String, YamlValue> entries, String key) {
        return Optional.ofNullable(entries.get(key))
                .filter(value -> !value.isNull())
                .orElseThrow(() -> wrong("'" + name + "' has no '" + key + "'; add one"));
    }

    private String kind() {
        if (isNull()) {
            return "nothing";
        }
        if (node instanceof ScalarNode scalar) {
            return "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }
}
