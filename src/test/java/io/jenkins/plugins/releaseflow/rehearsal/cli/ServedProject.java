package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A {@link MigratingProject} whose pages are served, as {@code ./rehearse serve} does, in this process. */
final class ServedProject implements AutoCloseable {
    private final RehearsalSession session;
    private final ControlServer control;

    private ServedProject(RehearsalSession session, ControlServer control) {
        this.session = session;
        this.control = control;
    }

    static ServedProject start(Path scratch) throws IOException, InterruptedException {
        MigratingProject project = new MigratingProject(scratch.resolve("project"));
        Path home = scratch.resolve("home");
        ProjectFile file = ProjectFile.read(project.file(), home);
        QuietLogging.to(home);
        RehearsalSession session = RehearsalSession.open(
                file,
                home,
                home.resolve("jenkins"),
                Optional.empty(),
                false,
                new PrintStream(OutputStream.nullOutputStream()));
        RehearsalBuilds builds = new RehearsalBuilds(
                session.jenkins(),
                home,
                () -> JenkinsfileSource.read(project.jenkinsfile()),
                RehearsalBuilds.settings(home, file.project(), "ann", Optional.of("main"), Map.of()));
        return new ServedProject(session, session.serveControl(home, 0, builds));
    }

    RehearsalSession session() {
        return session;
    }

    /** The address that lets a browser in. */
    URI entrance() {
        return control.pageAddress("");
    }

    /** A page, for a browser that was let in. */
    URI page(String path) {
        return control.pageAddress("").resolve(path);
    }

    @Override
    public void close() {
        control.close();
        session.close();
    }
}
