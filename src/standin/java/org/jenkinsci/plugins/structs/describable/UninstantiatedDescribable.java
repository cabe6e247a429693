package org.jenkinsci.plugins.structs.describable;

import hudson.model.TaskListener;
import hudson.util.Secret;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A describable that a script has named with its arguments, such as {@code job('migrate')}, before it is made. */
public class UninstantiatedDescribable implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Stands for the name of an argument that was given without one. */
    public static final String ANONYMOUS_KEY = "<anonymous>";

    private String symbol;
    private String klass;

    @SuppressWarnings("serial") // what scripts give is serializable
    private final Map<String, ?> arguments;

    @SuppressWarnings("rawtypes")
    private transient DescribableModel model;

    /**
     * @param symbol the symbol that names it, or null
     * @param klass the class that names it, full or simple, or null
     */
    public UninstantiatedDescribable(String symbol, String klass, Map<String, ?> arguments) {
        this.symbol = symbol;
        this.klass = klass;
        this.arguments = arguments;
    }

    public UninstantiatedDescribable(Map<String, ?> arguments) {
        this(null, null, arguments);
    }

    public UninstantiatedDescribable withArguments(Map<String, ?> arguments) {
        UninstantiatedDescribable copy = new UninstantiatedDescribable(symbol, klass, arguments);
        copy.model = model;
        return copy;
    }

    public String getSymbol() {
        return symbol;
    }

    public void setSymbol(String symbol) {
        this.symbol = symbol;
    }

    public String getKlass() {
        return klass;
    }

    public void setKlass(String klass) {
        this.klass = klass;
    }

    /** The model of the class that is to be made, or null if it is not known yet. */
    @SuppressWarnings("rawtypes")
    public DescribableModel getModel() {
        return model;
    }

    public void setModel(@SuppressWarnings("rawtypes") DescribableModel model) {
        this.model = model;
    }

    public Map<String, ?> getArguments() {
        return arguments;
    }

    /** Makes the describable, of any type if the model is not known. */
    public Object instantiate(TaskListener listener) throws Exception {
        Class<?> base = model == null ? Object.class : model.getType();
        return instantiate(base, listener);
    }

    /**
     * Makes the describable.
     *
     * @throws IllegalArgumentException if there is no such subtype of the base, or its arguments are wrong
     */
    public <T> T instantiate(Class<T> base, TaskListener listener) throws Exception {
        Class<?> type = DescribableModel.resolveClass(base, klass, symbol);
        return base.cast(DescribableModel.of(type).instantiate(arguments, listener));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof UninstantiatedDescribable that
                && Objects.equals(symbol, that.symbol)
                && Objects.equals(klass, that.klass)
                && arguments.equals(that.arguments);
    }

    @Override
    public int hashCode() {
        return Objects.hash(symbol, klass, arguments);
    }

    @Override
    public String toString() {
        String listed = arguments.entrySet().stream()
                .map(argument -> argument.getKey() + "="
                        + (argument.getValue() instanceof Secret ? "****" : argument.getValue()))
                .collect(Collectors.joining(","));
        return (symbol == null ? "" : "@" + symbol) + (klass == null ? "" : "$" + klass) + "(" + listed + ")";
    }
}
