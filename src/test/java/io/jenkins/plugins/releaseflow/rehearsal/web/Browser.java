package io.jenkins.plugins.releaseflow.rehearsal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window. Waits for what it is asked for, since pages change by themselves. */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one. Without Chromium and its driver the test is skipped, but never on a build server ({@code CI=true}). */
    public static Browser start() {
        Optional<Path> browser = onPath("chromium").or(() -> onPath("chromium-browser"));
        Optional<Path> chromedriver = onPath("chromedriver");
        boolean isThere = browser.isPresent() && chromedriver.isPresent();
        String remedy =
                "Chromium or its driver is missing; install both (Debian: apt install chromium chromium-driver)";
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isThere).as(remedy).isTrue();
        }
        assumeTrue(isThere, remedy);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> onPath(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv("PATH"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public void open(URI address) {
        driver.get(address.toString());
    }

    public String title() {
        return driver.getTitle();
    }

    /** The element, once it is there and can be seen. */
    public WebElement see(String css) {
        return await(() -> visible(By.cssSelector(css)), css);
    }

    /** The element of that kind that says just that, once it can be seen. */
    public WebElement see(String css, String text) {
        return await(
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(each -> each.isDisplayed() && each.getText().equals(text))
                        .findFirst(),
                css + " that says '" + text + "'");
    }

    /** Waits until an element says something. */
    public void awaitText(String css, String part) {
        await(
                () -> visible(By.cssSelector(css)).filter(each -> each.getText().contains(part)),
                css + " with '" + part + "'");
    }

    /** Waits until there is no such element that could be seen. */
    public void awaitNone(String css) {
        await(() -> visible(By.cssSelector(css)).isPresent() ? Optional.empty() : Optional.of(true), "no " + css);
    }

    public boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    public List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Types into what has the focus. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Goes on with the tabulator until an element has the focus, as somebody without a mouse does. */
    public void tabTo(String css) {
        for (int steps = 0; steps < 60; steps++) {
            if (Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", css))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("nobody gets to " + css + " with the tabulator");
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    public void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    public void dark(boolean isDark) {
        media("prefers-color-scheme", isDark ? "dark" : "light");
    }

    private void media(String feature, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** What went wrong in the page since this was last asked, for example a script that its policy forbids. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Waits until the page shows the same for a while, which a log and a picture that are being read do not. */
    public void awaitQuiet() {
        AtomicReference<String> shown = new AtomicReference<>("");
        AtomicInteger same = new AtomicInteger();
        await(
                () -> {
                    String text = String.valueOf(run("return document.body.innerText.replace(/[0-9]/g, '')"));
                    same.set(text.equals(shown.getAndSet(text)) ? same.get() + 1 : 0);
                    return same.get() > 10 ? Optional.of(true) : Optional.empty();
                },
                "rest");
    }

    /** All of the page, as PNG. */
    public byte[] picture(int width) {
        long height = (Long) run("return document.documentElement.scrollHeight");
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** As wide and light as at first. */
    public void reset() {
        driver.manage().window().setSize(new Dimension(1280, 1000));
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        dark(false);
    }

    private Optional<WebElement> visible(By by) {
        return driver.findElements(by).stream().filter(WebElement::isDisplayed).findFirst();
    }

    private <T> T await(Supplier<Optional<T>> wanted, String what) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Optional<T> found = wanted.get();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (StaleElementReferenceException drawnAnew) {
                // It is looked for again.
            }
            assertThat(System.nanoTime())
                    .as(() -> "time left for " + what + "; the page says: "
                            + driver.findElement(By.tagName("body")).getText())
                    .isLessThan(giveUp);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
