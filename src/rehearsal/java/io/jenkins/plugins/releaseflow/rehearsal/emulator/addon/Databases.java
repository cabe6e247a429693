package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Database;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.SqliteDatabase;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres.PostgresDatabase;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.AddonType;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import java.nio.file.Path;

/** The databases behind the kinds of addons. */
final class Databases {
    private Databases() {}

    /** The database of an addon that has this directory; nothing is made or started yet. */
    static Database of(AddonType type, String addon, Path directory, Host host) {
        return switch (type) {
            case SQLITE -> new SqliteDatabase(directory.resolve("database.db"));
            case POSTGRES -> new PostgresDatabase(addon, directory, host.identifiers());
        };
    }
}
