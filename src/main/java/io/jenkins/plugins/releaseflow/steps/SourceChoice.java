package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Promotion;
import io.jenkins.plugins.releaseflow.release.RunImage;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parameters that choose what is run other than a build: an image, or what is live elsewhere. Mutable while a step is bound. */
final class SourceChoice implements Serializable {
    private static final long serialVersionUID = 1L;

    String image = "";
    String imageCredentials = "";
    String fromService = "";
    String fromJob = "";
    String fromEnvironment = "";

    /**
     * Refuses more than one source, and what does not go with the one there is.
     *
     * @throws IllegalArgumentException for bad parameters
     */
    void check(BuildChoice build) {
        List<String> given = Stream.of(
                        named("build", build.build),
                        named("image", image),
                        named("fromService", fromService),
                        named("fromJob", fromJob))
                .flatMap(Optional::stream)
                .toList();
        if (given.size() > 1) {
            throw new IllegalArgumentException(given.get(1).replaceFirst(" ", ": ") + " is given together with "
                    + given.get(0) + "; give one of the two");
        }
        if (build.buildIfMissing && StepParameters.optional(build.build).isEmpty()) {
            throw new IllegalArgumentException("buildIfMissing: is given "
                    + (given.isEmpty()
                            ? "without a build service"
                            : "together with " + given.get(0) + ", which nobody builds")
                    + "; leave it out");
        }
        if (StepParameters.optional(fromEnvironment).isPresent() && promotion().isEmpty()) {
            throw new IllegalArgumentException("fromEnvironment: '" + fromEnvironment
                    + "' is given alone; say what is promoted from there: fromService: '…' or fromJob: '…'");
        }
        if (StepParameters.optional(imageCredentials).isPresent()
                && StepParameters.optional(build.build).isPresent()) {
            throw new IllegalArgumentException(
                    "imageCredentials: '" + imageCredentials + "' is given together with build '" + build.build
                            + "', which the platform has itself; leave it out");
        }
    }

    /** With the name of its parameter, for a message. */
    private static Optional<String> named(String parameter, String value) {
        return StepParameters.optional(value).map(text -> parameter + " '" + text + "'");
    }

    /** The image; empty where none is given. Fails with IllegalArgumentException where it has no digest. */
    Optional<RunImage> image() {
        return StepParameters.optional(image).map(path -> {
            ImagePin pin = new ImagePin(path);
            if (!pin.isImmutable()) {
                throw new IllegalArgumentException("image: '" + image
                        + "' has no digest, so it may be another image tomorrow; use <path>@sha256:<digest>");
            }
            return new RunImage(pin, credentials());
        });
    }

    Optional<String> credentials() {
        return StepParameters.optional(imageCredentials);
    }

    /** What is promoted; empty where nothing is. An empty environment in it stands for the release's own. */
    Optional<Promotion> promotion() {
        String environment = StepParameters.optional(fromEnvironment).orElse("");
        return StepParameters.optional(fromService)
                .map(Target::service)
                .or(() -> StepParameters.optional(fromJob).map(Target::job))
                .map(source -> new Promotion(source, environment));
    }
}
