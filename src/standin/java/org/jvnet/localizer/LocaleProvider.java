package org.jvnet.localizer;

import java.util.Locale;

/** Knows the language of who reads; this host has readers of one only. */
public abstract class LocaleProvider {
    public LocaleProvider() {}

    public static Locale getLocale() {
        return Locale.getDefault();
    }
}
