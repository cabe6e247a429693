package io.jenkins.plugins.releaseflow.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The names of jobs on disk: one line for each time that a job got another name. Safe for use by many threads. */
final class JobNamesFile {
    private static final int SCHEMA = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Stands for a line that can't be read: the lists of a job may then lack releases of before, and no more. */
    private static final JobRenamed NOTHING = new JobRenamed(Instant.EPOCH, "", "");

    private final Path path;
    private final EventFile<JobRenamed> file;
    private volatile JobNames names;

    JobNamesFile(Path path) {
        this.path = path;
        this.file = new EventFile<>(path, new Form());
    }

    JobNames names() {
        JobNames known = names;
        return known == null ? read() : known;
    }

    private synchronized JobNames read() {
        try {
            names = new JobNames(file.read());
            return names;
        } catch (IOException failure) {
            throw new LedgerException("Can't read " + path + ": " + EnvironmentLedger.reason(failure), failure);
        }
    }

    synchronized void add(JobRenamed change) {
        JobNames before = names();
        if (before.isImplied(change)) {
            return;
        }
        try {
            Files.createDirectories(path.getParent());
            file.append(change);
            EnvironmentLedger.syncDirectory(path.getParent());
        } catch (IOException failure) {
            throw new LedgerException(
                    "Can't write " + path + ": " + EnvironmentLedger.reason(failure) + ". Lists of job " + change.to()
                            + " lack its releases of when it was called " + change.from(),
                    failure);
        }
        names = before.after(change);
    }

    /** How renames stand in lines. */
    private static final class Form implements EventFile.Form<JobRenamed> {
        @Override
        public String write(JobRenamed change) {
            ObjectNode json = MAPPER.createObjectNode();
            json.put("v", SCHEMA);
            json.put("at", change.at().toString());
            json.put("event", "job-renamed");
            json.put("from", change.from());
            json.put("to", change.to());
            return json.toString();
        }

        @Override
        public Optional<JobRenamed> read(String line, int number) {
            try {
                JsonNode json = MAPPER.readTree(line);
                return json.isObject() ? Optional.of(read(json)) : Optional.empty();
            } catch (JsonProcessingException damaged) {
                return Optional.empty();
            }
        }

        private static JobRenamed read(JsonNode json) {
            try {
                return json.path("event").asText().equals("job-renamed")
                        ? new JobRenamed(
                                Instant.parse(json.path("at").asText()),
                                json.path("from").asText(),
                                json.path("to").asText())
                        : NOTHING;
            } catch (DateTimeException foreign) {
                return NOTHING;
            }
        }

        @Override
        public JobRenamed damaged(int number) {
            return NOTHING;
        }
    }
}
