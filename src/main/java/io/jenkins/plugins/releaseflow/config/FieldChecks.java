package io.jenkins.plugins.releaseflow.config;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for single fields. Each gives what is wrong, with the field, its value and the remedy; or nothing. */
final class FieldChecks {
    private static final int LONGEST_NUMBER = 9;
    private static final Pattern NOT_IN_BRANCHES = Pattern.compile("[,;~^:?\\[\\\\]|\\.\\.|\\.\\*");
    private static final Pattern PLATFORM_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,100}");

    private FieldChecks() {}

    /** For forms: an error, or a plain tick. */
    static FormValidation shown(Optional<String> problem) {
        return problem.map(FormValidation::error).orElseGet(FormValidation::ok);
    }

    static Optional<String> environmentName(String name) {
        if (blank(name)) {
            return Optional.of(Messages.FieldChecks_NoEnvironmentName());
        }
        return EnvironmentName.isValid(name)
                ? Optional.empty()
                : Optional.of(Messages.FieldChecks_EnvironmentName(name));
    }

    static Optional<String> platformName(String name) {
        if (blank(name)) {
            return Optional.of(Messages.FieldChecks_NoPlatformName());
        }
        boolean fits = PLATFORM_NAME.matcher(name).matches()
                && name.equals(name.trim())
                && !name.equals(".")
                && !name.equals("..");
        return fits ? Optional.empty() : Optional.of(Messages.FieldChecks_PlatformName(name));
    }

    /** Something that must be given, for example {@code project}. */
    static Optional<String> required(String field, String value) {
        return blank(value) ? Optional.of(Messages.FieldChecks_Required(field)) : Optional.empty();
    }

    /** An id of the platform that may be left out. */
    static Optional<String> id(String field, String value) {
        return blank(value) || !value.trim().matches(".*[\\s/].*")
                ? Optional.empty()
                : Optional.of(Messages.FieldChecks_Id(field, value));
    }

    static Optional<String> branches(String branches) {
        return words(branches).stream()
                .filter(word -> NOT_IN_BRANCHES.matcher(word).find())
                .findFirst()
                .map(Messages::FieldChecks_Branch);
    }

    static Optional<String> approvers(String approvers) {
        return words(approvers).stream()
                .filter(word -> word.contains(";"))
                .findFirst()
                .map(Messages::FieldChecks_Approver);
    }

    /** A number of releases or days that are kept; 0 and nothing keep all. */
    static Optional<String> count(String field, String value) {
        return blank(value) || value.trim().matches("[0-9]{1," + LONGEST_NUMBER + "}")
                ? Optional.empty()
                : Optional.of(Messages.FieldChecks_Count(field, value));
    }

    static Optional<String> flag(String field, String value) {
        return value != null && value.trim().matches("true|false")
                ? Optional.empty()
                : Optional.of(Messages.FieldChecks_Flag(field, value));
    }

    static Optional<String> url(String url) {
        return blank(url) || address(url).isPresent() ? Optional.empty() : Optional.of(Messages.FieldChecks_Url(url));
    }

    /** Whether what is sent there can be read on its way. */
    static boolean isUnprotected(String url) {
        return address(url)
                .filter(address -> address.getScheme().equalsIgnoreCase("http"))
                .map(URI::getHost)
                .filter(host -> !host.equals("localhost") && !host.startsWith("127.") && !host.equals("[::1]"))
                .isPresent();
    }

    /** The address, if it is one that can be asked. */
    static Optional<URI> address(String url) {
        try {
            URI address = new URI(Util.fixNull(url).trim());
            boolean http =
                    "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return http && address.getHost() != null && address.getQuery() == null && address.getUserInfo() == null
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    /** The words of a field that takes several, separated by blanks. */
    static List<String> words(String text) {
        return blank(text) ? List.of() : Arrays.asList(text.trim().split("\\s+"));
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
