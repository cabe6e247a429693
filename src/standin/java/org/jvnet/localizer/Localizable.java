package org.jvnet.localizer;

import java.io.Serializable;
import java.text.MessageFormat;
import java.util.Locale;

/** A text that is chosen for the reader's language when it is shown. */
public class Localizable implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ResourceBundleHolder holder;
    private final String key;

    @SuppressWarnings("serial") // arguments are strings and numbers
    private final Object[] args;

    public Localizable(ResourceBundleHolder holder, String key, Object... args) {
        this.holder = holder;
        this.key = key;
        this.args = args.clone();
    }

    public String getKey() {
        return key;
    }

    public String toString(Locale locale) {
        return MessageFormat.format(holder.get(locale).getString(key), args);
    }

    @Override
    public String toString() {
        return toString(Locale.getDefault());
    }
}
