package hudson;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small helpers for text. */
public class Util {
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z0-9_]+|\\{[A-Za-z0-9_.]+\\}|\\$)");

    /** The text, or null when it is empty. */
    public static String fixEmpty(String s) {
        return s == null || s.isEmpty() ? null : s;
    }

    /** The text without blanks around it, or null when nothing is left. */
    public static String fixEmptyAndTrim(String s) {
        return s == null ? null : fixEmpty(s.trim());
    }

    /** The text, or an empty one for null. */
    public static String fixNull(String s) {
        return s == null ? "" : s;
    }

    /** The text such that it is text in an XML or HTML page, or null for null. */
    public static String xmlEscape(String text) {
        return text == null
                ? null
                : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Puts values in for {@code $NAME} and <code>${NAME}</code>; leaves unknown names as they are, {@code $$} is a {@code $}. */
    public static String replaceMacro(String s, Map<String, String> properties) {
        if (s == null) {
            return null;
        }
        Matcher matcher = VARIABLE.matcher(s);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            String reference = matcher.group(1);
            String name = reference.startsWith("{") ? reference.substring(1, reference.length() - 1) : reference;
            String value = reference.equals("$") ? "$" : properties.get(name);
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(value == null ? matcher.group() : value));
        }
        return matcher.appendTail(replaced).toString();
    }
}
