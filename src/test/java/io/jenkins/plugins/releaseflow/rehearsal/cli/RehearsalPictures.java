package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.rehearsal.web.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the pictures of {@code docs/pictures} that need a platform which answers. Not run by itself: {@code mvn -Dtest=RehearsalPictures test}. */
class RehearsalPictures {
    private static final Path PICTURES = Path.of("docs/pictures");
    private static final int WIDTH = 1200;

    @TempDir
    private Path scratch;

    @Test
    void picturesOfARehearsal() throws IOException, InterruptedException {
        Files.createDirectories(PICTURES);
        try (Browser browser = Browser.start();
                ServedProject served = ServedProject.start(scratch)) {
            browser.reset();
            browser.width(WIDTH);
            browser.open(served.entrance());
            URI run = served.page("/job/shop/release-flow/run/");
            release(browser, run, "v1.4.1", "main");
            release(browser, run, "v1.4.2", "next");

            browser.open(run);
            browser.see("[data-target='service shop']");
            choose(browser, "service shop", "next");
            take(browser, "run-release");

            browser.open(served.page("/release-flow/environments/production/releases/1/"));
            browser.see("[data-key=rollback]").click();
            browser.awaitText("dialog", "What is done, in this order");
            browser.see("dialog [name=reason]").sendKeys("Orders are charged twice");
            browser.run("document.querySelector('dialog').style.maxHeight = 'none';"
                    + " document.body.style.minHeight = (document.querySelector('dialog').offsetHeight + 60) + 'px';");
            take(browser, "rollback-preview");

            browser.see("dialog button[type=submit]").click();
            browser.see(".rf-release-facts [data-key=release-production-3]").click();
            browser.awaitText("h1 .rf-badge", "Released");
            browser.open(served.page("/release-flow/environments/production/"));
            browser.see(".rf-readiness");
            take(browser, "releases");
        }
    }

    private static void release(Browser browser, URI run, String name, String branch) {
        browser.open(run);
        browser.see("#rf-run-name").sendKeys(name);
        if (branch.equals("next")) {
            choose(browser, "job migrate", branch);
            choose(browser, "service shop", branch);
            browser.see("[name=allowOlder]").click();
        }
        browser.see("button", "Run release").click();
        browser.awaitText("h1 .rf-badge", "Released");
    }

    private static void choose(Browser browser, String target, String branch) {
        String choose = "const select = document.querySelector(arguments[0]); select.value = arguments[1];"
                + " select.dispatchEvent(new Event('change'));";
        browser.run(choose, "[data-target='" + target + "']", "branch");
        String field = "#rf-run-production-" + target.replace(' ', '-') + "-value";
        browser.see(field);
        browser.run(choose, field, branch);
    }

    private static void take(Browser browser, String name) throws IOException {
        browser.awaitQuiet();
        Files.write(PICTURES.resolve(name + ".png"), browser.picture(WIDTH));
        browser.width(WIDTH);
    }
}
