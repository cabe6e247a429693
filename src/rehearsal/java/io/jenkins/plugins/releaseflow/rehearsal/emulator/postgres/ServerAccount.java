package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose processes the servers are: ours, or those of a user without rights where we are root. PostgreSQL refuses to run as root, and so do we.
 *
 * @param user the other user; empty where the servers run as we do
 * @param prefix what goes before a command to run it as that user
 */
record ServerAccount(Optional<UserPrincipal> user, List<String> prefix) {
    private static final List<String> CANDIDATES = List.of("postgres", "nobody", "daemon");

    /** The account for whoever runs this process. */
    static ServerAccount ofThisProcess(Path anyOwnDirectory) {
        return isRoot(anyOwnDirectory) ? other(CANDIDATES) : new ServerAccount(Optional.empty(), List.of());
    }

    /**
     * The first of these users that exists.
     *
     * @throws EmulatorException where there is none, or no way to become it
     */
    static ServerAccount other(List<String> names) {
        for (String name : names) {
            try {
                UserPrincipal user =
                        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
                String group = Tool.of("id", "-g", name).run().get(0).strip();
                List<String> prefix = List.of("setpriv", "--reuid=" + name, "--regid=" + group, "--clear-groups", "--");
                List<String> probe = new ArrayList<>(prefix);
                probe.add("true");
                Tool.of(probe).run();
                return new ServerAccount(Optional.of(user), prefix);
            } catch (IOException | UnsupportedOperationException unusable) {
                // The next one may do.
                continue;
            }
        }
        throw new EmulatorException("PostgreSQL does not run as root, and none of the users " + String.join(", ", names)
                + " can be used with setpriv (of util-linux); run this as another user, or add one of them");
    }

    private static boolean isRoot(Path directory) {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS))
                    && "root".equals(System.getProperty("user.name"));
        } catch (IOException | UnsupportedOperationException notUnix) {
            return false;
        }
    }

    /** The command as this account runs it. */
    List<String> command(List<String> own) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(own);
        return command;
    }

    /** Gives a file or an empty directory to the account. */
    void give(Path path) throws IOException {
        if (user.isPresent()) {
            Files.getFileAttributeView(path, PosixFileAttributeView.class).setOwner(user.get());
        }
    }
}
