package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The script of a build that makes a rollback: one step, whose values are plain texts whatever is in them. */
public final class RollbackScript {
    private RollbackScript() {}

    /** The script of a request; a restore was confirmed by whoever has it made. */
    public static String of(RollbackWish wish, String reason, String digest, boolean preempt) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("environment", quoted(wish.to().environment()));
        arguments.put("to", quoted(Integer.toString(wish.to().number())));
        wish.way().ifPresent(way -> arguments.put("database", quoted(way.word())));
        wish.addon().ifPresent(addon -> arguments.put("addon", quoted(addon)));
        wish.backup().ifPresent(backup -> arguments.put("backup", quoted(backup)));
        if (wish.way().filter(DatabaseWay.RESTORE::equals).isPresent()) {
            arguments.put("confirm", quoted(wish.to().environment()));
        }
        arguments.put("reason", quoted(reason));
        if (!digest.isEmpty()) {
            arguments.put("digest", quoted(digest));
        }
        if (preempt) {
            arguments.put("preempt", "true");
        }
        return "// Made by Release Flow. What it does is decided and recorded when it has the environment's lock.\n"
                + "rollbackRelease "
                + arguments.entrySet().stream()
                        .map(argument -> argument.getKey() + ": " + argument.getValue())
                        .collect(Collectors.joining(", "))
                + "\n";
    }

    /** A Groovy text that holds exactly these characters: nothing in single quotes is evaluated. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.chars().forEach(character -> {
            if (character == '\'' || character == '\\') {
                quoted.append('\\').append((char) character);
            } else if (character < ' ') {
                // Groovy resolves Unicode escapes before it looks for the end of a text, so a line end must not be one.
                quoted.append(String.format("\\%03o", character));
            } else if (character > '~') {
                quoted.append(String.format("\\u%04x", character));
            } else {
                quoted.append((char) character);
            }
        });
        return quoted.append("'").toString();
    }
}
