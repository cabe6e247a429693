package io.jenkins.plugins.releaseflow.linkage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.objectweb.asm.Opcodes;

/** Checks class files of a plugin against the API that a real Jenkins will link them with. */
final class LinkageCheck {
    /** What Jenkins' core or a plugin that ours depends on provides, and annotations that are not read at run time. */
    private static final List<String> LIBRARIES = List.of(
            "com/fasterxml/jackson/",
            "com/google/common/util/concurrent/",
            "edu/umd/cs/findbugs/annotations/",
            "jakarta/servlet/",
            "org/kohsuke/args4j/",
            "org/springframework/security/core/Authentication",
            "org/springframework/security/access/AccessDeniedException");

    private final Map<String, byte[]> plugin;
    private final ClassWorld world;
    private final List<String> problems = new ArrayList<>();
    private int checked;

    private LinkageCheck(Map<String, byte[]> plugin, Map<String, ClassShape> jenkins) {
        this.plugin = plugin;
        Map<String, ClassShape> own = new HashMap<>();
        plugin.forEach((name, classFile) -> own.put(name, ClassShape.of(classFile)));
        this.world = new ClassWorld(own, jenkins);
    }

    /**
     * Checks every reference to Jenkins.
     *
     * @param plugin the plugin's class files by JVM name
     */
    static Report run(Map<String, byte[]> plugin, Map<String, ClassShape> jenkins) {
        LinkageCheck check = new LinkageCheck(plugin, jenkins);
        plugin.keySet().stream().sorted().forEach(check::check);
        return new Report(List.copyOf(check.problems), check.checked);
    }

    /**
     * The outcome of a check.
     *
     * @param problems one sentence each; empty when all is well
     * @param checked how many references to Jenkins there were
     */
    record Report(List<String> problems, int checked) {}

    private void check(String name) {
        if (world.isJenkins(name)) {
            problems.add(name + " has the name of a class of Jenkins");
        }
        ClassReferences references = ClassReferences.of(plugin.get(name));
        references.classes().forEach(used -> checkClass(name, used));
        references.fields().forEach(used -> checkMember(name, used, ClassShape::fields));
        references.methods().forEach(used -> checkMember(name, used, ClassShape::methods));
        checkInheritance(world.find(name).orElseThrow());
    }

    private void checkClass(String user, String used) {
        if (world.isOwn(used) || world.isJdk(used) || LIBRARIES.stream().anyMatch(used::startsWith)) {
            return;
        }
        checked++;
        if (!world.isJenkins(used)) {
            problems.add(user + " uses the class " + used + ", which is neither of Jenkins nor bundled nor provided");
        }
    }

    private void checkMember(
            String user, ClassReferences.Member used, Function<ClassShape, Map<String, Integer>> kind) {
        boolean ours = world.isOwn(used.owner());
        if (!ours && !world.isJenkins(used.owner())) {
            return; // the class itself has been checked
        }
        if (ours && kind.apply(world.find(used.owner()).orElseThrow()).containsKey(used.key())) {
            return;
        }
        if (world.withSupertypes(used.owner()).keySet().stream().anyMatch(world::isJenkins)) {
            checked++;
        }
        boolean found = used.name().equals("<init>")
                ? world.find(used.owner()).orElseThrow().methods().containsKey(used.key())
                : world.member(used.owner(), used.key(), kind).isPresent();
        if (!found) {
            problems.add(user + " uses " + used + ", which Jenkins does not have");
        }
    }

    private void checkInheritance(ClassShape own) {
        Map<String, ClassShape> lineage = world.withSupertypes(own.name());
        for (ClassShape ancestor : lineage.values()) {
            if (world.isJenkins(ancestor.name())) {
                ancestor.methods().forEach((key, flags) -> {
                    checkNotOverridden(own, ancestor, key, flags);
                    checkImplemented(own, lineage, ancestor, key, flags);
                });
            }
        }
        world.find(own.superName())
                .filter(parent -> parent.is(Opcodes.ACC_FINAL))
                .ifPresent(parent -> problems.add(own.name() + " extends the final class " + parent.name()));
    }

    private void checkNotOverridden(ClassShape own, ClassShape ancestor, String key, int flags) {
        if ((flags & Opcodes.ACC_FINAL) != 0
                && !key.startsWith("<")
                && own.methods().containsKey(key)) {
            problems.add(own.name() + " overrides " + key + ", which is final in " + ancestor.name());
        }
    }

    private void checkImplemented(
            ClassShape own, Map<String, ClassShape> lineage, ClassShape ancestor, String key, int flags) {
        if ((flags & Opcodes.ACC_ABSTRACT) == 0 || own.is(Opcodes.ACC_ABSTRACT)) {
            return;
        }
        Set<String> concrete = Set.copyOf(lineage.values().stream()
                .filter(shape -> (shape.methods().getOrDefault(key, Opcodes.ACC_ABSTRACT) & Opcodes.ACC_ABSTRACT) == 0)
                .map(ClassShape::name)
                .toList());
        if (concrete.isEmpty()) {
            problems.add(own.name() + " does not implement " + key + " of " + ancestor.name());
        }
    }
}
