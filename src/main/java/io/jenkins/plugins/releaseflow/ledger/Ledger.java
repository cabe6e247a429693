package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The histories of all environments, under one folder. Safe for use by many threads. */
public final class Ledger {
    private final Path environments;
    private final JobNamesFile jobNames;
    private final Map<String, EnvironmentLedger> opened = new ConcurrentHashMap<>();

    /** What was listed last; forgotten when this makes an environment, since a folder may change twice in one tick of its clock. */
    private final AtomicReference<Listed> listed = new AtomicReference<>(Listed.nothing());

    /**
     * @param directory the folder {@code release-flow} under the home directory; made when first written to
     */
    public Ledger(Path directory) {
        this.environments = directory.resolve("environments");
        this.jobNames = new JobNamesFile(directory.resolve("jobs.jsonl"));
    }

    /**
     * The history of an environment, new where there is none yet.
     *
     * @throws IllegalArgumentException where the name can't be used
     * @throws LedgerException where its folder can't be made or read
     */
    public EnvironmentLedger environment(String name) {
        EnvironmentName.check(name);
        return opened.computeIfAbsent(name, checked -> {
            EnvironmentLedger made = new EnvironmentLedger(checked, environments.resolve(checked));
            listed.set(Listed.nothing());
            return made;
        });
    }

    /**
     * The releases that somebody wants to see, newest first. Environments that have no history have none. Memory only, once the environments were read.
     */
    public ReleasePage find(ReleaseQuery query) {
        return find(query, job -> true);
    }

    /**
     * The same for somebody who may not see all jobs. Releases of jobs that are hidden from them are found by what is told of them in any case: number, state, kind, time and what they
     * deployed. A name, a description or a job that they could guess finds none.
     *
     * @param maySee whether they may see the job of that full name, as it is called now; asked at most once for each job
     */
    public ReleasePage find(ReleaseQuery query, Predicate<String> maySee) {
        JobNames names = jobNames.names();
        Map<String, Boolean> seen = new HashMap<>();
        Predicate<ReleaseSummary> matcher = query.matcher(
                names, release -> seen.computeIfAbsent(names.now(release.job(), release.openedAt()), maySee::test));
        List<List<ReleaseSummary>> found = environments().stream()
                .filter(name ->
                        query.environments().isEmpty() || query.environments().contains(name))
                .map(name -> environment(name).list().stream().filter(matcher).toList())
                .toList();
        List<ReleaseSummary> all = found.size() == 1
                ? found.get(0)
                : found.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(ReleaseSummary::openedAt).reversed())
                        .toList();
        int first = Math.min(query.offset(), all.size());
        int end = Math.min(first + query.most(), all.size());
        return new ReleasePage(all.subList(first, end), query.offset(), all.size());
    }

    /** What jobs are called now that had another name when they made a release. */
    public JobNames jobNames() {
        return jobNames.names();
    }

    /** Where a release came from, by the names that its job and build have now; its record keeps the names of then. */
    public Origin originNow(Release release) {
        return jobNames.names().now(release.origin(), release.openedAt());
    }

    /**
     * Takes it down that a job got another name, so that its lists go on to show what it released before. On the disk when this returns.
     *
     * @throws LedgerException where it can't be written
     */
    public void renamed(JobRenamed change) {
        jobNames.add(change);
    }

    /** Names of the environments that have a history, sorted. */
    public List<String> environments() {
        Listed known = listed.get();
        if (!Files.isDirectory(environments)) {
            return List.of();
        }
        try {
            FileTime changed = Files.getLastModifiedTime(environments);
            if (known.changed().equals(changed)) {
                return known.names();
            }
            Listed found = new Listed(changed, list());
            // What was read while another thread made an environment may lack it, and is not kept.
            listed.compareAndSet(known, found);
            return found.names();
        } catch (IOException failure) {
            throw new LedgerException("Can't read " + environments + ": " + failure.getMessage(), failure);
        }
    }

    private List<String> list() throws IOException {
        try (Stream<Path> entries = Files.list(environments)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(EnvironmentName::isValid)
                    .sorted()
                    .toList();
        }
    }

    /** The names as they were when the folder changed last: asked for by many pages, and another for each release on them. */
    private record Listed(FileTime changed, List<String> names) {
        /** Of a time that no folder has. Another object each time, so that two forgettings can be told apart. */
        static Listed nothing() {
            return new Listed(FileTime.fromMillis(Long.MIN_VALUE), List.of());
        }
    }
}
