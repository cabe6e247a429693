package io.jenkins.plugins.releaseflow.crash;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How hosts are started: with the classes of this build and an archive of them as the JVM has them loaded, which spares a third of each start. Such archives
 * take no classes from folders, so these are packed first.
 */
final class HostProgram {
    private final String classPath;
    private final Path archive;

    private HostProgram(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** Packs what is on this class path. The first host that ends by itself leaves the archive for the others. */
    static HostProgram prepare(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? pack(path, directory.resolve(entries.size() + ".jar")) : entry);
        }
        return new HostProgram(String.join(File.pathSeparator, entries), directory.resolve("classes.jsa"));
    }

    private static String pack(Path folder, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
        try (OutputStream output = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(output)) {
            zip.setLevel(0);
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
            }
        }
        return jar.toString();
    }

    /** The command that starts a host. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xlog:disable",
                Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-XX:ArchiveClassesAtExit=" + archive,
                "-cp",
                classPath,
                KilledHost.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
