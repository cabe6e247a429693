package org.jvnet.localizer;

import java.io.Serializable;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts that lie beside a class named {@code Messages}. */
public final class ResourceBundleHolder implements Serializable {
    private static final long serialVersionUID = 1L;

    public final Class<?> owner;

    public ResourceBundleHolder(Class<?> owner) {
        this.owner = owner;
    }

    public static synchronized ResourceBundleHolder get(Class<?> clazz) {
        return new ResourceBundleHolder(clazz);
    }

    public ResourceBundle get(Locale locale) {
        return ResourceBundle.getBundle(owner.getName(), locale, owner.getClassLoader());
    }

    /** The text of that key in the language in use. */
    public String format(String key, Object... args) {
        return MessageFormat.format(get(Locale.getDefault()).getString(key), args);
    }
}
