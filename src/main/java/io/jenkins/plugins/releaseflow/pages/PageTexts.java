package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the scripts of the pages say, in {@code PageTexts.properties}. */
@Restricted(NoExternalUse.class)
public final class PageTexts {
    private PageTexts() {}

    /** All phrases by key, as JSON; in English where there are none in that language. */
    public static String json(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                PageTexts.class.getName(),
                locale,
                PageTexts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        ObjectNode phrases = ReleaseJson.object();
        new TreeSet<>(bundle.keySet()).forEach(key -> phrases.put(key, bundle.getString(key)));
        return phrases.toString();
    }
}
