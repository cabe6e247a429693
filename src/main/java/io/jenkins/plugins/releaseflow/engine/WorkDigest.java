package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.BackupDestinations;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.Migration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;

/** Tells whether two nodes of a release are to do the very same. Of variables only the names count: their values may be secret, and a digest can be guessed at. */
final class WorkDigest {
    private static final int DIGITS = 16;

    private WorkDigest() {}

    /** The same for equal work, in hexadecimal digits. */
    static String of(NodeWork work) {
        String text = text(work);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String text(NodeWork work) {
        if (work instanceof NodeWork.RunJob run) {
            return "RunJob " + run.job() + run.override().command()
                    + new TreeSet<>(run.environment().keySet()) + text(run.migration()) + more(run);
        } else if (work instanceof NodeWork.Backup backup
                && backup.destinations().equals(BackupDestinations.NONE)) {
            return "Backup[addon=" + backup.addon() + ", type=" + backup.type() + ", compression="
                    + backup.compression() + ", name=" + backup.name() + ", retain=" + backup.retain() + ", check="
                    + backup.check() + "]";
        }
        return work.toString();
    }

    /** Without the database where none is declared, as in the digests of earlier versions. */
    private static String text(Migration migration) {
        return "Migration[verdict=" + migration.verdict() + ", undo=" + migration.undo()
                + migration.addon().map(addon -> ", addon=" + addon).orElse("") + "]";
    }

    /** What a run may have besides; empty where it has none of it, as in the digests of earlier versions. */
    private static String more(NodeWork.RunJob run) {
        CommandOverride plain = CommandOverride.of(run.override().command());
        boolean usual = run.override().equals(plain)
                && run.source().equals(NodeWork.RunSource.DEPLOYED)
                && run.plan().isEmpty()
                && run.concurrency() == Concurrency.of(run.migration());
        return usual ? "" : run.override() + " " + run.source() + run.plan() + run.concurrency();
    }
}
