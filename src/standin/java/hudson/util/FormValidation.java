package hudson.util;

import hudson.Util;
import java.io.IOException;
import java.util.Collection;

/** What a form says below a field: nothing, a warning or an error. Can be thrown. */
public abstract class FormValidation extends IOException {
    private static final long serialVersionUID = 1L;

    /** How bad it is. */
    public enum Kind {
        OK,
        WARNING,
        ERROR
    }

    public final Kind kind;

    private FormValidation(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static FormValidation ok() {
        return respond(Kind.OK, "<div/>");
    }

    public static FormValidation ok(String message) {
        return text(Kind.OK, message);
    }

    public static FormValidation ok(String format, Object... args) {
        return ok(String.format(format, args));
    }

    public static FormValidation warning(String message) {
        return text(Kind.WARNING, message);
    }

    public static FormValidation warning(String format, Object... args) {
        return warning(String.format(format, args));
    }

    public static FormValidation error(String message) {
        return text(Kind.ERROR, message);
    }

    public static FormValidation error(String format, Object... args) {
        return error(String.format(format, args));
    }

    public static FormValidation error(Throwable e, String message) {
        FormValidation validation = error(message);
        validation.initCause(e);
        return validation;
    }

    /** A response whose page is already markup. */
    public static FormValidation respond(Kind kind, String html) {
        return new Response(kind, null, html);
    }

    /** All of them together, as bad as the worst. */
    public static FormValidation aggregate(Collection<FormValidation> validations) {
        Kind worst = Kind.OK;
        StringBuilder html = new StringBuilder("<ul>");
        for (FormValidation validation : validations) {
            worst = validation.kind.compareTo(worst) > 0 ? validation.kind : worst;
            html.append("<li>").append(validation.renderHtml()).append("</li>");
        }
        return validations.isEmpty()
                ? ok()
                : respond(worst, html.append("</ul>").toString());
    }

    public static FormValidation validateRequired(String value) {
        return Util.fixEmptyAndTrim(value) == null ? error("This field is required") : ok();
    }

    public static FormValidation validateNonNegativeInteger(String value) {
        return validateAtLeast(value, 0, "Not a non-negative number");
    }

    public static FormValidation validatePositiveInteger(String value) {
        return validateAtLeast(value, 1, "Not a positive number");
    }

    /** The page's markup for this. */
    public abstract String renderHtml();

    private static FormValidation validateAtLeast(String value, int least, String message) {
        try {
            return Integer.parseInt(value) < least ? error(message) : ok();
        } catch (NumberFormatException x) {
            return error("Not an integer");
        }
    }

    private static FormValidation text(Kind kind, String message) {
        if (message == null) {
            return ok();
        }
        String style = kind.name().toLowerCase(java.util.Locale.ROOT);
        return new Response(kind, message, "<div class=\"" + style + "\">" + Util.xmlEscape(message) + "</div>");
    }

    private static final class Response extends FormValidation {
        private static final long serialVersionUID = 1L;

        private final String html;

        Response(Kind kind, String message, String html) {
            super(kind, message);
            this.html = html;
        }

        @Override
        public String renderHtml() {
            return html;
        }

        @Override
        public String toString() {
            return kind + (getMessage() == null ? "" : ": " + getMessage());
        }
    }
}
