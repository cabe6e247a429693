package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a block of a Declarative pipeline says: the calls in it, in order, with their blocks not yet run. */
final class Recording {

    /**
     * A call in the block.
     *
     * @param name what was called
     * @param arguments as Groovy passes them
     */
    record Call(String name, List<Object> arguments) {

        /** The block that the call was given. */
        Closure<?> block() {
            return optionalBlock().orElseThrow();
        }

        /** The block that the call was given, if it was. */
        Optional<Closure<?>> optionalBlock() {
            return arguments.stream()
                    .filter(Closure.class::isInstance)
                    .<Closure<?>>map(argument -> (Closure<?>) argument)
                    .reduce((first, last) -> last);
        }

        /** The named arguments, with plain strings; none if there are no named ones. */
        Map<String, Object> named() {
            Map<String, Object> named = new LinkedHashMap<>();
            if (!arguments.isEmpty() && arguments.get(0) instanceof Map<?, ?> map) {
                map.forEach((name, value) ->
                        named.put(String.valueOf(name), value instanceof CharSequence ? value.toString() : value));
            }
            return named;
        }

        /** The first argument without a name. */
        Optional<Object> value() {
            return arguments.stream()
                    .filter(argument -> !(argument instanceof Closure) && !(argument instanceof Map))
                    .findFirst();
        }

        /** The first argument without a name, as text. */
        Optional<String> text() {
            return value().map(String::valueOf);
        }
    }

    private static final Set<String> WORDS = Set.of("any", "none");

    private final List<Call> calls;

    private Recording(List<Call> calls) {
        this.calls = calls;
    }

    /** What an absent block says. */
    static Recording nothing() {
        return new Recording(List.of());
    }

    /** Runs a block only to hear what it says. */
    static Recording of(Script script, Closure<?> block) {
        Recorder recorder = new Recorder();
        prepare(script, block, recorder).call();
        return new Recording(List.copyOf(recorder.calls));
    }

    /** A copy of a block that asks the given object first and the script next, and nothing in between. */
    static Closure<?> prepare(Script script, Closure<?> block, Object delegate) {
        Closure<?> prepared = block.rehydrate(delegate, script, script);
        prepared.setResolveStrategy(Closure.DELEGATE_FIRST);
        return prepared;
    }

    /** All calls, in order. */
    List<Call> calls() {
        return calls;
    }

    /** The call of that name, if there is one. */
    Optional<Call> find(String name) {
        return calls.stream().filter(call -> call.name().equals(name)).findFirst();
    }

    /** The block of the call of that name, if there is one. */
    Optional<Closure<?>> block(String name) {
        return find(name).flatMap(Call::optionalBlock);
    }

    /** Whether the block says the name, alone or with {@code true}. */
    boolean says(String name) {
        return find(name).filter(call -> !call.arguments().contains(false)).isPresent();
    }

    private static final class Recorder extends GroovyObjectSupport {

        private final List<Call> calls = new ArrayList<>();

        @Override
        public Object invokeMethod(String name, Object arguments) {
            Call call = new Call(name, arguments instanceof Object[] array ? List.of(array) : List.of(arguments));
            calls.add(call);
            return call;
        }

        @Override
        public Object getProperty(String name) {
            if (WORDS.contains(name)) {
                return name;
            }
            throw new MissingPropertyException(name, Recorder.class);
        }
    }
}
