package org.jenkinsci.plugins.structs.describable;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.TaskListener;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * How instances of a class are made from named arguments. Where a running Jenkins prints a warning for an unknown
 * parameter, and gives null for a missing one, this host refuses both: a script is tried here to find such mistakes.
 *
 * @param <T> the class
 */
public final class DescribableModel<T> {
    /** Names the class of a nested object that is given as a map. */
    public static final String CLAZZ = "$class";

    private final Class<T> type;
    private final Constructor<T> constructor;
    private final Map<String, DescribableParameter> parameters;

    public static <T> DescribableModel<T> of(Class<T> clazz) {
        return new DescribableModel<>(clazz);
    }

    /** @throws IllegalArgumentException if the class has no {@code @DataBoundConstructor} */
    public DescribableModel(Class<T> clazz) {
        this.type = clazz;
        this.constructor = DataBinding.constructorOf(clazz);
        this.parameters = DataBinding.parametersOf(constructor);
    }

    public Class<T> getType() {
        return type;
    }

    /** First those of the constructor in its order, then the optional ones by name. */
    public Collection<DescribableParameter> getParameters() {
        return parameters.values();
    }

    /** The parameter of that name, or null. */
    public DescribableParameter getParameter(String name) {
        return parameters.get(name);
    }

    public boolean hasSingleRequiredParameter() {
        return getSoleRequiredParameter() != null;
    }

    /** The only required parameter, which scripts may give without its name; null if there are none or several. */
    public DescribableParameter getSoleRequiredParameter() {
        List<DescribableParameter> required = getParameters().stream()
                .filter(DescribableParameter::isRequired)
                .toList();
        return required.size() == 1 ? required.get(0) : null;
    }

    /** The first required parameter, or null. */
    public DescribableParameter getFirstRequiredParameter() {
        return getParameters().stream()
                .filter(DescribableParameter::isRequired)
                .findFirst()
                .orElse(null);
    }

    /** The name as shown to people. */
    public String getDisplayName() {
        Descriptor<?> descriptor = descriptorOf(type);
        return descriptor == null ? type.getSimpleName() : descriptor.getDisplayName();
    }

    /**
     * Makes an instance.
     *
     * @param arguments by name, or a sole one under {@link UninstantiatedDescribable#ANONYMOUS_KEY}
     * @param listener is told of harmless oddities; may be null
     * @throws IllegalArgumentException naming the parameter that is unknown, missing or wrong, and what would be right
     */
    public T instantiate(Map<String, ?> arguments, TaskListener listener) throws IllegalArgumentException {
        Map<String, ?> named = named(arguments);
        check(named);
        Map<String, Object> values = new LinkedHashMap<>();
        for (DescribableParameter parameter : parameters.values()) {
            if (named.containsKey(parameter.getName())) {
                String context = name() + ": the parameter '" + parameter.getName() + "'";
                values.put(
                        parameter.getName(),
                        new Coercion(context, listener).coerce(parameter.getRawType(), named.get(parameter.getName())));
            }
        }
        return make(values);
    }

    private T make(Map<String, Object> values) {
        try {
            List<Object> constructorArguments = new ArrayList<>();
            for (DescribableParameter parameter : parameters.values()) {
                if (parameter.isRequired()) {
                    constructorArguments.add(values.get(parameter.getName()));
                }
            }
            T made = constructor.newInstance(constructorArguments.toArray());
            for (DescribableParameter parameter : parameters.values()) {
                if (!parameter.isRequired() && values.containsKey(parameter.getName())) {
                    parameter.set(made, values.get(parameter.getName()));
                }
            }
            return made;
        } catch (InvocationTargetException x) {
            Throwable cause = x.getCause();
            String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw new IllegalArgumentException(name() + ": " + why, cause);
        } catch (ReflectiveOperationException x) {
            throw new IllegalArgumentException(name() + " cannot be made", x);
        }
    }

    private Map<String, ?> named(Map<String, ?> arguments) {
        if (!arguments.containsKey(UninstantiatedDescribable.ANONYMOUS_KEY)) {
            return arguments;
        }
        DescribableParameter sole = getSoleRequiredParameter();
        if (arguments.size() != 1 || sole == null) {
            throw new IllegalArgumentException(name() + ": all arguments have to be named" + theParameters());
        }
        Map<String, Object> renamed = new LinkedHashMap<>();
        renamed.put(sole.getName(), arguments.get(UninstantiatedDescribable.ANONYMOUS_KEY));
        return renamed;
    }

    private void check(Map<String, ?> arguments) {
        for (String given : arguments.keySet()) {
            if (!parameters.containsKey(given)) {
                throw new IllegalArgumentException(name() + " has no parameter '" + given + "'" + theParameters());
            }
        }
        for (DescribableParameter parameter : parameters.values()) {
            if (parameter.isRequired() && !arguments.containsKey(parameter.getName())) {
                throw new IllegalArgumentException(
                        name() + " needs the parameter '" + parameter.getName() + "'" + theParameters());
            }
        }
    }

    private String theParameters() {
        return parameters.isEmpty()
                ? "; it has no parameters"
                : parameters.values().stream()
                        .map(DescribableParameter::toString)
                        .collect(Collectors.joining(", ", "; its parameters are ", ""));
    }

    /** The name that scripts use. */
    private String name() {
        Descriptor<?> descriptor = descriptorOf(type);
        if (descriptor instanceof StepDescriptor step) {
            return step.getFunctionName();
        }
        Symbol symbol = descriptor == null ? null : descriptor.getClass().getAnnotation(Symbol.class);
        return symbol == null ? type.getSimpleName() : symbol.value()[0];
    }

    /**
     * The subtype that a script means.
     *
     * @param name a full or simple class name, or null
     * @param symbol a symbol, or null
     * @throws IllegalArgumentException naming those that there are
     */
    static Class<?> resolveClass(Class<?> base, String name, String symbol) {
        if (name != null) {
            return byClassName(base, name);
        }
        if (symbol != null) {
            Descriptor<?> descriptor = SymbolLookup.get().findDescriptor(base, symbol);
            if (descriptor == null) {
                throw new IllegalArgumentException(
                        "There is no " + base.getSimpleName() + " named '" + symbol + "'; there is " + symbolsOf(base));
            }
            return descriptor.clazz;
        }
        if (Modifier.isAbstract(base.getModifiers())) {
            throw new IllegalArgumentException("Say which " + base.getSimpleName() + " is meant: " + symbolsOf(base));
        }
        return base;
    }

    private static Class<?> byClassName(Class<?> base, String name) {
        List<Class<?>> found = new ArrayList<>();
        for (Descriptor<?> descriptor : ExtensionList.lookup(Descriptor.class)) {
            Class<?> type = descriptor.clazz;
            if (base.isAssignableFrom(type)
                    && (type.getName().equals(name) || type.getSimpleName().equals(name))) {
                found.add(type);
            }
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "The class '" + name + "' as a " + base.getSimpleName() + " could mean " + found);
        }
        return found.get(0);
    }

    private static String symbolsOf(Class<?> base) {
        List<String> symbols = new ArrayList<>();
        for (Descriptor<?> descriptor : ExtensionList.lookup(Descriptor.class)) {
            Symbol symbol = descriptor.getClass().getAnnotation(Symbol.class);
            if (symbol != null && base.isAssignableFrom(descriptor.clazz)) {
                symbols.add(symbol.value()[0]);
            }
        }
        return symbols.isEmpty() ? "none" : String.join(", ", symbols);
    }

    private static Descriptor<?> descriptorOf(Class<?> type) {
        for (Descriptor<?> descriptor : ExtensionList.lookup(Descriptor.class)) {
            if (descriptor.clazz == type) {
                return descriptor;
            }
        }
        return null;
    }
}
