package org.jenkinsci.plugins.structs;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;

/** Finds extensions by their {@link Symbol}. */
@Extension
public class SymbolLookup {
    public static SymbolLookup get() {
        return ExtensionList.lookupSingleton(SymbolLookup.class);
    }

    /** The extension of a type that has the symbol, or null. */
    public <T> T find(Class<T> type, String symbol) {
        return ExtensionList.lookup(type).stream()
                .filter(extension -> hasSymbol(extension.getClass(), symbol))
                .findFirst()
                .orElse(null);
    }

    /** The descriptor that has the symbol and describes a subtype of the type, or null. */
    public Descriptor<?> findDescriptor(Class<?> type, String symbol) {
        for (Descriptor<?> descriptor : ExtensionList.lookup(Descriptor.class)) {
            if (type.isAssignableFrom(descriptor.clazz) && hasSymbol(descriptor.getClass(), symbol)) {
                return descriptor;
            }
        }
        return null;
    }

    /** The symbols of a describable or of an extension. */
    public static Set<String> getSymbolValue(Object o) {
        return o instanceof Describable<?> describable
                ? getSymbolValue(describable.getDescriptor().getClass())
                : getSymbolValue(o.getClass());
    }

    /** The symbols of a describable type or of an extension's class. */
    public static Set<String> getSymbolValue(Class<?> c) {
        Jenkins running = Jenkins.getInstanceOrNull();
        if (running != null && Describable.class.isAssignableFrom(c) && !Descriptor.class.isAssignableFrom(c)) {
            Descriptor<?> descriptor = running.getDescriptor(c.asSubclass(Describable.class));
            return descriptor == null ? Set.of() : getSymbolValue(descriptor.getClass());
        }
        Symbol symbol = c.getAnnotation(Symbol.class);
        return symbol == null ? Set.of() : new LinkedHashSet<>(List.of(symbol.value()));
    }

    private static boolean hasSymbol(Class<?> type, String symbol) {
        Symbol annotation = type.getAnnotation(Symbol.class);
        return annotation != null && List.of(annotation.value()).contains(symbol);
    }
}
