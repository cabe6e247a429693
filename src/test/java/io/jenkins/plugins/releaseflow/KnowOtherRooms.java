package io.jenkins.plugins.releaseflow;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** Which room may know which: downwards only. A room that is not listed here may not exist. */
final class KnowOtherRooms extends ArchCondition<JavaClass> {
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "release", Set.of(),
            "ledger", Set.of("release"),
            "platform", Set.of("release"),
            "engine", Set.of("release", "ledger", "platform"),
            "rollback", Set.of("release", "ledger", "platform", "engine"),
            "delivery", Set.of("release", "ledger", "platform", "engine"),
            "trigger", Set.of("release", "platform", "engine"),
            "config", Set.of("release", "ledger", "platform", "engine", "rollback", "delivery", "trigger"),
            "steps", Set.of("release", "ledger", "platform", "engine", "rollback", "delivery", "trigger", "config"),
            "pages",
                    Set.of(
                            "release",
                            "ledger",
                            "platform",
                            "engine",
                            "rollback",
                            "delivery",
                            "trigger",
                            "config",
                            "steps"));

    private final String prefix;

    private KnowOtherRooms(String root) {
        super("live in a room and know only the rooms that it may know");
        this.prefix = root + ".";
    }

    static KnowOtherRooms asTheyMay(String root) {
        return new KnowOtherRooms(root);
    }

    /** The room of a class; empty for a class of another house. */
    static String roomOf(String root, JavaClass type) {
        String prefix = root + ".";
        return type.getPackageName().startsWith(prefix)
                ? type.getPackageName().substring(prefix.length()).replaceFirst("\\..*", "")
                : "";
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String root = prefix.substring(0, prefix.length() - 1);
        String room = roomOf(root, type);
        if (!MAY_KNOW.containsKey(room)) {
            events.add(SimpleConditionEvent.violated(
                    type, type.getName() + " lives in no room of the house: " + MAY_KNOW.keySet()));
            return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            String other = roomOf(root, dependency.getTargetClass());
            if (!other.isEmpty() && !other.equals(room) && !MAY_KNOW.get(room).contains(other)) {
                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
            }
        }
    }
}
