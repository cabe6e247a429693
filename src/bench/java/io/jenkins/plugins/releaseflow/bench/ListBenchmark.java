package io.jenkins.plugins.releaseflow.bench;

import io.jenkins.plugins.releaseflow.delivery.DriftWatch;
import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.DeliveryControl;
import io.jenkins.plugins.releaseflow.pages.PageDocuments;
import io.jenkins.plugins.releaseflow.pages.PageRights;
import io.jenkins.plugins.releaseflow.pages.QueryParameters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * Prints how long pages take that are made of many releases, and how long a start takes. Every page is the whole document, as it goes out; every start is in a
 * JVM of its own, from its first instruction of ours to the environment's first page.
 *
 * <p>Arguments: number of releases, 100000 unless told; folder to work in, a temporary one unless told.
 */
public final class ListBenchmark {
    private static final String ENVIRONMENT = "production";
    private static final int STARTS = 20;
    private static final int PAGES = 200;

    private final DeliveryControl control;
    private final PageDocuments documents;

    private ListBenchmark(ReleaseEngine engine, ScheduledExecutorService executor) {
        Platforms platforms = (environment, origin) -> {
            throw new IllegalArgumentException("no platform");
        };
        Duration patience = Duration.ofSeconds(20);
        DriftWatch drift =
                new DriftWatch(engine.ledger(), platforms, name -> Optional.empty(), executor, Clock.systemUTC());
        this.control = new DeliveryControl(engine.ledger(), platforms, drift, Clock.systemUTC(), patience);
        this.documents = new PageDocuments(engine, platforms, List::of, patience);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2 && arguments[0].equals("start")) {
            start(Path.of(arguments[1]));
            return;
        }
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        Path home = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("release-flow-bench");
        if (!Files.isDirectory(home.resolve("environments"))) {
            System.out.printf("Writing %,d releases to %s%n", count, home);
            new BigLedger(home, ENVIRONMENT).write(ENVIRONMENT, count);
        }
        withoutIndex(home);
        System.out.printf(
                "Load of this machine, which has %d processors: %.1f%n",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.printf("%n%-28s %10s %10s %10s %10s %10s%n", "", "p50", "p95", "most", "work p50", "work p95");
        starts(home);
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        try {
            long before = used();
            ListBenchmark pages = new ListBenchmark(engine(home, executor), executor);
            pages.pages();
            System.out.printf("%nMemory of %,d releases: %d MB%n", count, (used() - before) >> 20);
            pages.page("first page, once more", Map.of());
        } finally {
            executor.shutdownNow();
        }
    }

    private static void withoutIndex(Path home) throws IOException {
        Files.deleteIfExists(home.resolve("environments").resolve(ENVIRONMENT).resolve("index.jsonl"));
        long began = System.nanoTime();
        new Ledger(home).environment(ENVIRONMENT);
        System.out.printf("First start, without an index: %.1f s%n", (System.nanoTime() - began) / 1e9);
    }

    /** What a start of the controller has to do, told on the standard output. */
    private static void start(Path home) {
        long began = System.nanoTime();
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        try {
            new ListBenchmark(engine(home, executor), executor).releases(Map.of());
        } finally {
            executor.shutdownNow();
        }
        System.out.println(System.nanoTime() - began + " " + cpu());
    }

    private static void starts(Path home) throws IOException, InterruptedException {
        double[] times = new double[STARTS];
        double[] work = new double[STARTS];
        for (int i = 0; i < times.length; i++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ListBenchmark.class.getName(),
                            "start",
                            home.toString())
                    .redirectErrorStream(true)
                    .start();
            String told = new String(process.getInputStream().readAllBytes()).strip();
            process.waitFor();
            times[i] = Long.parseLong(told.split(" ")[0]) / 1e6;
            work[i] = Long.parseLong(told.split(" ")[1]) / 1e6;
        }
        print("start, in a JVM of its own", times, work);
    }

    private static ReleaseEngine engine(Path home, ScheduledExecutorService executor) {
        return new ReleaseEngine(
                new Ledger(home),
                (environment, origin) -> {
                    throw new IllegalArgumentException("no platform");
                },
                platform -> EngineSettings.local(),
                executor,
                Clock.systemUTC(),
                new Random(1));
    }

    private ControlAnswer releases(Map<String, String> query) {
        Map<String, String> asked = new HashMap<>(query);
        asked.put("environment", ENVIRONMENT);
        return required(control.releases(new QueryParameters(asked::get)));
    }

    private void pages() {
        page("first page", Map.of());
        page("page 1000", Map.of("offset", "50000"));
        page("search, found everywhere", Map.of("text", "invoices"));
        page("search, found nowhere", Map.of("text", "nowhere to be found"));
        page("search for a commit", Map.of("text", "a1b2c3"));
        page("failed ones of a project", Map.of("state", "failed", "jobsBelow", "teams/team-7/shop"));
        measure("environments page", () -> documents.environments(PageRights.all()));
        measure(
                "figures of a year",
                () -> control.figures(ENVIRONMENT, new QueryParameters(Map.of("weeks", "52")::get)));
    }

    private void page(String name, Map<String, String> query) {
        measure(name, () -> releases(query));
    }

    private static void measure(String name, Supplier<ControlAnswer> page) {
        double[] times = new double[PAGES];
        double[] work = new double[PAGES];
        for (int i = -PAGES / 4; i < times.length; i++) {
            long began = System.nanoTime();
            long worked = cpu();
            required(page.get());
            if (i >= 0) {
                times[i] = (System.nanoTime() - began) / 1e6;
                work[i] = (cpu() - worked) / 1e6;
            }
        }
        print(name, times, work);
    }

    /** What this thread has used of a processor, in nanoseconds: other than the time, it does not grow with the load of the machine. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static ControlAnswer required(ControlAnswer answer) {
        if (answer.isRefusal() || answer.text().isEmpty()) {
            throw new IllegalStateException(answer.text());
        }
        return answer;
    }

    private static void print(String name, double[] times, double[] work) {
        Arrays.sort(times);
        Arrays.sort(work);
        System.out.printf(
                "%-28s %7.1f ms %7.1f ms %7.1f ms %7.1f ms %7.1f ms%n",
                name,
                times[times.length / 2],
                times[times.length * 95 / 100],
                times[times.length - 1],
                work[work.length / 2],
                work[work.length * 95 / 100]);
    }

    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
