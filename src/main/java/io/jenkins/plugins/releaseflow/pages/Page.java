package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import hudson.model.ModelObject;
import java.util.Locale;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;

/**
 * A page of Release Flow in Jenkins: a shell around the scripts that the second host serves too. Browsers get it where programs get a JSON document.
 *
 * <p>{@code page.jelly} is the shell of all pages. It holds nothing that anybody might not see; the scripts ask for the document, and that is guarded.
 */
@Restricted(NoExternalUse.class)
public abstract class Page implements ModelObject {
    /** Which of the pages the scripts are to show. */
    public abstract String getPage();

    /** The title of the browser's window. */
    public String getTitle() {
        return Messages.Page_Title(getDisplayName());
    }

    /** What the scripts say, in the language of who reads. */
    public final String getTexts() {
        return PageTexts.json(LocaleProvider.getLocale());
    }

    /** Refuses who may not see the page, whether there is such a thing or not. Asked by the shell too, which has a URL of its own. */
    public abstract void requireReadable();

    /** The page itself, of which a browser gets the shell. */
    final HttpResponse page() {
        return HttpResponses.forwardToView(this, "page.jelly");
    }

    /** Whether who asks is a browser, by what it accepts; others get the document. */
    static boolean wantsPage(String accept) {
        return Util.fixNull(accept).toLowerCase(Locale.ROOT).contains("text/html");
    }
}
