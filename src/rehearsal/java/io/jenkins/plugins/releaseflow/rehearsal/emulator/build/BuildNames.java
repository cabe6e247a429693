package io.jenkins.plugins.releaseflow.rehearsal.emulator.build;

import java.util.Random;
import java.util.function.Predicate;

/** Names builds as Northflank does, with an adjective, a noun and a number; the same input gives the same name. */
final class BuildNames {
    private static final String[] ADJECTIVES = ("able amber apt bold brave brief bright brisk calm candid clear clever"
                    + " crisp curious daring deft eager early easy fair fancy fast fine firm fresh frank gentle glad"
                    + " golden grand happy honest humble ideal incredible joyous keen kind lively loyal lucid lucky"
                    + " mellow merry mighty modest neat nimble noble patient plain polite proud quick quiet rapid ready"
                    + " serene sharp silent silver simple smart smooth solid steady sunny swift tidy tranquil true"
                    + " upbeat vivid warm wise witty young zesty")
            .split(" ");
    private static final String[] NOUNS = ("acorn anchor apple arrow badge bay beach bell birch bloom boat breeze brook"
                    + " canyon cedar cliff cloud coast comet coral creek dawn delta dune eagle ember falcon fern field"
                    + " fjord forest garden glade grove harbor hill island jetty lake land lark leaf lily maple meadow"
                    + " mesa moon moss oak ocean orbit otter path pearl pebble pine planet pond prairie quartz rain reef"
                    + " ridge river robin sail shore sky spring star stone stream summit sun tide trail valley view"
                    + " wave willow wind wren")
            .split(" ");

    private BuildNames() {}

    /**
     * Names a build.
     *
     * @param taken which names are in use
     */
    static String name(String buildService, int number, String sha, Predicate<String> taken) {
        Random random = new Random((buildService + "/" + number + "/" + sha).hashCode());
        String name;
        do {
            name = ADJECTIVES[random.nextInt(ADJECTIVES.length)] + "-" + NOUNS[random.nextInt(NOUNS.length)] + "-"
                    + (1000 + random.nextInt(9000));
        } while (taken.test(name));
        return name;
    }
}
