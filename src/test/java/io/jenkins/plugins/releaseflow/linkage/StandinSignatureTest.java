package io.jenkins.plugins.releaseflow.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** What compiles against the stand-in must compile and link against the real Jenkins, so it may only offer less. */
class StandinSignatureTest {
    private static final int VISIBLE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    /** Jenkins takes these from Spring Security; they are no part of the recorded API. */
    private static final Set<String> OF_SPRING = Set.of(
            "org/springframework/security/core/Authentication",
            "org/springframework/security/access/AccessDeniedException");

    private static Map<String, ClassShape> standin;
    private static ClassWorld real;

    @BeforeAll
    static void readBoth() throws IOException {
        standin = new HashMap<>();
        ClassFiles.ofStandin().forEach((name, classFile) -> standin.put(name, ClassShape.of(classFile)));
        real = new ClassWorld(Map.of(), RecordedApi.read());
    }

    @Test
    void thereIsAStandin() {
        assertThat(standin).containsKeys("jenkins/model/Jenkins", "hudson/Extension");
    }

    @Test
    void everyVisibleClassIsOneOfJenkinsWithTheSameKindAndSupertypes() {
        List<String> problems = new ArrayList<>();
        visibleClasses().forEach(shape -> {
            if (!real.isJenkins(shape.name())) {
                problems.add(shape.name() + " is not a class of Jenkins");
                return;
            }
            ClassShape model = real.find(shape.name()).orElseThrow();
            int kind = Opcodes.ACC_INTERFACE | Opcodes.ACC_ANNOTATION | Opcodes.ACC_ENUM;
            if ((shape.access() & kind) != (model.access() & kind)) {
                problems.add(shape.name() + " is of another kind");
            }
            if (differ(shape.access(), model.access(), Opcodes.ACC_ABSTRACT)
                    || lacks(shape.access(), model.access(), Opcodes.ACC_FINAL)) {
                problems.add(shape.name() + " is abstract or final in another way");
            }
            Set<String> ancestors = real.withSupertypes(shape.name()).keySet();
            if (!ancestors.contains(shape.superName())) {
                problems.add(shape.name() + " must not extend " + shape.superName());
            }
            shape.interfaces().stream()
                    .filter(parent -> !ancestors.contains(parent))
                    .forEach(parent -> problems.add(shape.name() + " must not implement " + parent));
        });
        assertThat(problems).isEmpty();
    }

    @Test
    void everyVisibleMemberIsOneOfJenkinsWithTheSameFlags() {
        List<String> problems = new ArrayList<>();
        visibleClasses().filter(shape -> real.isJenkins(shape.name())).forEach(shape -> {
            compare(shape, ClassShape::fields, 0, problems);
            compare(shape, ClassShape::methods, Opcodes.ACC_ABSTRACT | Opcodes.ACC_VARARGS, problems);
        });
        assertThat(problems).isEmpty();
    }

    private static java.util.stream.Stream<ClassShape> visibleClasses() {
        return standin.values().stream()
                .filter(shape -> shape.is(VISIBLE) && !OF_SPRING.contains(shape.name()))
                .sorted((one, other) -> one.name().compareTo(other.name()));
    }

    private static void compare(
            ClassShape shape, Function<ClassShape, Map<String, Integer>> kind, int more, List<String> problems) {
        kind.apply(shape).forEach((key, flags) -> {
            if ((flags & VISIBLE) == 0 || (flags & Opcodes.ACC_SYNTHETIC) != 0) {
                return;
            }
            Optional<Integer> model = key.startsWith("<init>")
                    ? Optional.ofNullable(
                            real.find(shape.name()).orElseThrow().methods().get(key))
                    : real.member(shape.name(), key, kind);
            String member = shape.name() + '.' + key;
            if (model.isEmpty()) {
                problems.add(member + " is not there in Jenkins");
            } else if (differ(flags, model.get(), VISIBLE | Opcodes.ACC_STATIC | more)) {
                problems.add(member + " has other flags: " + flags + ", in Jenkins " + model.get());
            } else if (lacks(flags, model.get(), Opcodes.ACC_FINAL)) {
                problems.add(member + " is final in Jenkins");
            }
        });
    }

    private static boolean differ(int one, int other, int flags) {
        return (one & flags) != (other & flags);
    }

    private static boolean lacks(int one, int model, int flag) {
        return (model & flag) != 0 && (one & flag) == 0;
    }
}
