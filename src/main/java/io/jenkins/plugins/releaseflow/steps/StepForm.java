package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.config.Environments;
import io.jenkins.plugins.releaseflow.config.FormUser;
import io.jenkins.plugins.releaseflow.config.PlatformChoices;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import java.util.List;

/** What the forms of steps in the snippet generator share. Nothing in it fails: a form says what it does not know. */
final class StepForm {
    private StepForm() {}

    /** Proposes what there is of a kind. */
    static ComboBoxModel choices(Item item, ResourceKind kind) {
        return new ComboBoxModel(PlatformChoices.in(item).ids(kind));
    }

    /**
     * Checks a field as the step itself does.
     *
     * @param parameter whose problem is shown; those of others are shown below their own fields
     * @param check fails with IllegalArgumentException, naming the parameter first
     */
    static FormValidation check(String parameter, Runnable check) {
        try {
            check.run();
            return FormValidation.ok();
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            return message.startsWith(parameter + ":") ? FormValidation.error(message) : FormValidation.ok();
        }
    }

    /** Checks an id that must be given: that it is there, where the platform can be asked. */
    static FormValidation checkId(Item item, String parameter, String value, ResourceKind kind) {
        FormValidation given = check(parameter, () -> StepParameters.required(parameter, value));
        return given.kind == FormValidation.Kind.OK ? checkKnown(item, parameter, value.trim(), kind) : given;
    }

    /** The environments that jobs here can release to, for those who may configure. */
    static List<String> environments(Item item) {
        return FormUser.mayConfigure(item)
                ? Environments.get().namesFor(item == null ? "" : item.getFullName())
                : List.of();
    }

    /** Checks an environment that must be given. */
    static FormValidation checkEnvironment(Item item, String value) {
        FormValidation given = check("environment", () -> StepParameters.required("environment", value));
        if (given.kind != FormValidation.Kind.OK || !FormUser.mayConfigure(item)) {
            return given;
        }
        List<String> known = environments(item);
        if (known.contains(value.trim())) {
            return given;
        }
        return FormValidation.warning(
                known.isEmpty()
                        ? Messages.StepForm_NoEnvironments()
                        : Messages.StepForm_Unknown("environment", value, String.join(", ", known)));
    }

    private static FormValidation checkKnown(Item item, String parameter, String value, ResourceKind kind) {
        PlatformChoices choices = PlatformChoices.in(item);
        List<String> known = choices.ids(kind);
        if (choices.hint().isPresent()) {
            return FormValidation.ok(choices.hint().get());
        }
        return known.contains(value)
                ? FormValidation.ok()
                : FormValidation.warning(Messages.StepForm_Unknown(parameter, value, String.join(", ", known)));
    }

    /** The number in a field, 0 for an empty one. Fails with IllegalArgumentException where it is none. */
    static int number(String parameter, String value) {
        try {
            return StepParameters.optional(value).map(Integer::valueOf).orElse(0);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(Messages.StepForm_NoNumber(parameter, value), none);
        }
    }
}
