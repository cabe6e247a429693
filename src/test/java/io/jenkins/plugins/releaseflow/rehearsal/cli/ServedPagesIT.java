package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultKind;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.Faults;
import io.jenkins.plugins.releaseflow.rehearsal.web.Browser;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * One story on the pages of a served rehearsal, told by somebody at a real browser: real builds, processes and databases, and nothing in between. Each test goes
 * on where the one before ended.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServedPagesIT {
    @TempDir
    private static Path scratch;

    private static ServedProject served;
    private static RehearsalSession session;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        served = ServedProject.start(scratch);
        session = served.session();
        browser.open(served.entrance());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (served != null) {
            served.close();
        }
    }

    @BeforeEach
    void reset() {
        browser.reset();
    }

    @AfterEach
    void nothingWentWrongInThePage() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(1)
    void aReleaseIsRunAndWatchedLiveToItsEnd() throws SQLException, IOException {
        Path hold = Files.createFile(database().resolveSibling(database().getFileName() + SmallShop.HOLD));
        browser.open(page("/job/shop/release-flow/"));
        browser.see("[data-key=run]").click();
        browser.awaitText(".rf-run", "Until then, it releases what its Jenkinsfile says");

        browser.see("button", "Run release").click();

        browser.awaitText("h1", "shop-1");
        browser.run("window.isTheSamePage = true");
        browser.see("[aria-label='Run job migrate: Running']");
        browser.awaitText(".rf-panel h2", "Run job migrate");
        Files.delete(hold);
        browser.awaitText("h1 .rf-badge", "Released");
        assertThat(browser.run("return window.isTheSamePage")).isEqualTo(true);
        assertThat(browser.run("return document.querySelectorAll('.rf-flow-node[data-state=completed]').length"))
                .isEqualTo(4L);
        assertThat(rows("select customer from orders")).containsExactly("Ada");
    }

    @Test
    @Order(2)
    void theBuildsThatSomebodyChoseAreReleasedAndTheRecordTells() throws SQLException {
        browser.open(page("/job/shop/release-flow/run/"));
        browser.see("#rf-run-name").sendKeys("v2 <b>invoices</b>");
        browser.awaitText("[data-target='service shop']", "As the Jenkinsfile says: newest of shop-build on main");
        choose("job migrate", "branch", "next");
        choose("service shop", "branch", "next");
        browser.see("[name=allowOlder]").click();

        browser.see("button", "Run release").click();

        browser.awaitText("h1", "v2 <b>invoices</b>");
        browser.awaitText("h1 .rf-badge", "Released");
        browser.awaitText(".rf-release-facts", "service shop: shop-build branch next commit latest by ");
        browser.see("[aria-label^='Deploy service shop']").click();
        browser.awaitText(".rf-panel", "in place of the build that the flow asks for");
        assertThat(rows("select name from sqlite_master where name = 'invoices'"))
                .hasSize(1);
        assertThat(read(2).origin().overrides())
                .extracting(BuildOverride::text)
                .containsExactly(
                        "job migrate: shop-build branch next commit latest",
                        "service shop: shop-build branch next commit latest");
        assertThat(liveBranch()).isEqualTo("next");
        execute("insert into orders values ('Zoe')");
    }

    @Test
    @Order(3)
    void aRollbackUndoesTheMigrationsAndIsDoneByTheKeyboardAlone() throws SQLException {
        browser.open(release(1));
        browser.see("[data-key=rollback]");
        browser.tabTo("[data-key=rollback]");
        browser.press(Keys.ENTER);
        browser.awaitText("dialog", "fits the migrations since");
        browser.awaitText("dialog", "What is done, in this order");
        assertThat(browser.see("dialog input[name=database]:checked").getDomAttribute("value"))
                .isEqualTo("undo");
        browser.tabTo("dialog [name=reason]");
        browser.press("orders were lost", Keys.ENTER);

        browser.awaitText(".rf-release-facts", "Rollbacks to it");
        browser.see(".rf-release-facts [data-key=release-production-3]");
        browser.tabTo("[data-key=release-production-3]");
        browser.press(Keys.ENTER);
        browser.awaitText("h1 .rf-badge", "Released");

        browser.awaitText(".rf-release-facts", "migrations undone");
        browser.awaitText(".rf-release-facts", "orders were lost");
        browser.see(".rf-release-facts [data-key=release-production-1]");
        assertThat(rows("select name from sqlite_master where name = 'invoices'"))
                .isEmpty();
        assertThat(rows("select customer from orders")).containsExactly("Ada", "Zoe");
        assertThat(liveBranch()).isEqualTo("main");
    }

    @Test
    @Order(4)
    void aRollbackIsRolledBack() throws SQLException {
        rollBack(2, "undo", "");

        assertThat(rows("select name from sqlite_master where name = 'invoices'"))
                .hasSize(1);
        assertThat(liveBranch()).isEqualTo("next");
    }

    @Test
    @Order(5)
    void aRollbackOfCodeAloneLeavesTheDatabaseAndFitsANarrowScreen() throws SQLException {
        browser.width(400);

        rollBack(1, "code", "");

        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(rows("select name from sqlite_master where name = 'invoices'"))
                .hasSize(1);
        assertThat(rows("select customer from orders")).containsExactly("Ada", "Zoe");
        assertThat(liveBranch()).isEqualTo("main");
    }

    @Test
    @Order(6)
    void aRestoreTellsWhatIsLostAndWantsTheNameOfTheEnvironment() throws SQLException {
        browser.dark(true);

        rollBack(1, "restore", "production");

        assertThat(rows("select name from sqlite_master where name = 'invoices'"))
                .isEmpty();
        assertThat(rows("select customer from orders")).containsExactly("Ada");
        assertThat(liveBranch()).isEqualTo("main");
    }

    @Test
    @Order(7)
    void theHoldThatARollbackLeftIsLifted() {
        browser.open(page("/release-flow/"));
        browser.awaitText(".rf-alert", "On hold");
        browser.see("button", "Lift the hold…").click();
        browser.see("dialog [name=reason]").sendKeys("mended", Keys.ENTER);

        browser.see("button", "Put on hold…");
        assertThat(ledger().hold()).isEmpty();
    }

    @Test
    @Order(8)
    void aFailedNodeTellsWhatItPrintedAndTheReleaseWhatWasNeverDeployed() {
        browser.open(page("/job/shop/release-flow/run/"));
        browser.see("[data-target='job migrate']");
        choose("job migrate", "branch", "broken");
        choose("service shop", "branch", "next");
        browser.see("[name=allowOlder]").click();
        browser.see("button", "Run release").click();
        browser.awaitText("h1 .rf-badge", "Failed");

        browser.see(".rf-flow-node[data-state=completed]").click();
        browser.see(".rf-flow-node[data-state=failed]").click();

        browser.awaitText(".rf-panel .rf-alert", "failed on the platform (FAILED");
        browser.awaitText(".rf-log-text", "Running insert into nowhere values (1)");
        browser.awaitText(".rf-log-text", "no such table: nowhere");
        browser.awaitText(
                ".rf-release-alert",
                "shop-build branch next commit latest was chosen for service shop, and the flow never came");
        assertThat(read(7).state()).isEqualTo(ReleaseState.FAILED);
        assertThat(liveBranch()).isEqualTo("main");
    }

    @Test
    @Order(9)
    void aDoubtIsResolvedAndTheFlowGoesOnToWhatThePlatformRefuses() {
        Faults faults = session.emulator().orElseThrow().faults();
        faults.add(FaultRule.once("POST", "*/jobs/*/runs", FaultKind.CUT_BEFORE));
        faults.add(FaultRule.once("POST", "*/services/*/deployment", FaultKind.STATUS)
                .status(409));
        browser.open(page("/job/shop/release-flow/run/"));
        browser.see("button", "Run release").click();

        browser.awaitText(".rf-alert", "Somebody has to decide");
        assertThat(browser.texts(".rf-panel h2")).containsExactly("Run job migrate");
        browser.see("[data-key=decide]").click();
        browser.see("dialog input[value=completed]").click();
        browser.see("dialog [name=reason]").sendKeys("the schema is there", Keys.ENTER);

        browser.awaitText("h1 .rf-badge", "Failed");
        assertThat(read(8).nodeList().get(2).notes()).anyMatch(note -> note.contains("the schema is there"));
        browser.see(".rf-flow-node[data-state=failed]").click();
        browser.awaitText(".rf-panel h2", "Deploy service shop");
        assertThat(browser.texts(".rf-answer dd")).contains("HTTP 409").anyMatch(text -> text.startsWith("POST /v1/"));
    }

    /** Through preview and confirmation, to the end of the rollback. */
    private static void rollBack(int to, String way, String environment) {
        int number = ledger().list().size() + 1;
        browser.open(release(to));
        browser.see("[data-key=rollback]").click();
        browser.see("dialog input[name=database][value=" + way + "]").click();
        browser.see("dialog:not(:has([aria-busy])) input[name=database][value=" + way + "]:checked");
        if (!environment.isEmpty()) {
            browser.awaitText("dialog", "No backup is chosen");
            browser.see("dialog input[name=backup]").click();
            browser.awaitText("dialog", "What is lost");
            browser.see("dialog [name=environment]").sendKeys(environment);
        }
        browser.see("dialog [name=reason]").sendKeys("for good reasons");
        browser.see("dialog button[type=submit]:enabled").click();
        browser.see(".rf-release-facts [data-key=release-production-" + number + "]")
                .click();
        browser.awaitText("h1 .rf-badge", "Released");
        assertThat(read(number).rollback().orElseThrow().to()).isEqualTo(to);
    }

    private static void choose(String target, String way, String value) {
        String choose = "const select = document.querySelector(arguments[0]); select.value = arguments[1];"
                + " select.dispatchEvent(new Event('change'));";
        browser.run(choose, "[data-target='" + target + "']", way);
        String field = "#rf-run-production-" + target.replace(' ', '-') + "-value";
        browser.see(field);
        browser.run(choose, field, value);
    }

    private static URI page(String path) {
        return served.page(path);
    }

    private static URI release(int number) {
        return page("/release-flow/environments/production/releases/" + number + "/");
    }

    private static EnvironmentLedger ledger() {
        return session.engine().ledger().environment("production");
    }

    private static Release read(int number) {
        return ledger().read(number).orElseThrow();
    }

    private static String liveBranch() {
        return ledger().live().stream()
                .filter(live -> live.target().toString().equals("service shop"))
                .map(live -> (BuildPin) live.certain().orElseThrow().pin())
                .map(BuildPin::branch)
                .findFirst()
                .orElseThrow();
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database());
    }

    private static Path database() {
        return Path.of(
                session.emulator().orElseThrow().databases().get("orders").get("path"));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }
}
