package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the documentation gives, run by the tools themselves against PostgreSQL. */
class RecipesIT {
    private static final Path EXAMPLE = Path.of("examples/recipes");
    private static final Map<String, String> MADE = Map.of(
            "django", "Applying shop.0002_currency",
            "alembic", "Running upgrade  -> 0001, create invoices",
            "liquibase", "Running Changeset: db/changelog.sql::2::sam");

    @TempDir
    private Path scratch;

    @Test
    void theRecipesMigratePostgres() throws IOException {
        List<String> tools = new ArrayList<>(List.of("liquibase"));
        if (isThere("python3", "-c", "import django, psycopg2")) {
            tools.add("django");
        }
        if (isThere("alembic", "--version") && isThere("python3", "-c", "import alembic, psycopg2")) {
            tools.add("alembic");
        }
        List<String> missing =
                MADE.keySet().stream().filter(tool -> !tools.contains(tool)).toList();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(missing).as("tools that this machine lacks").isEmpty();
        }
        Path home = scratch.resolve("home");
        Ended ended = CommandLineCall.call(
                jenkinsfile(tools), "--project", EXAMPLE.resolve("rehearsal.yaml"), "--home", home, "--json");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        JsonNode nodes = ended.json().at("/releases/0/nodes");
        assertThat(StreamSupport.stream(nodes.spliterator(), false)
                        .map(node -> node.path("label").asText()))
                .containsAll(tools.stream().map(tool -> "Run job " + tool).toList());
        tools.forEach(tool -> assertThat(ended.err()).contains(MADE.get(tool)));
        assumeThat(missing)
                .as("tools that this machine lacks, so that their recipes were not tried")
                .isEmpty();
    }

    @Test
    void theExampleHasTheCommandsOfTheDocumentation() throws IOException {
        String example = Files.readString(EXAMPLE.resolve("Jenkinsfile"));
        for (String tool : MADE.keySet()) {
            assertThat(example).contains("runJob job: '" + tool + "', command: '" + command(tool) + "'");
        }
    }

    private Path jenkinsfile(List<String> tools) throws IOException {
        StringBuilder script = new StringBuilder("releaseFlow(environment: 'production') {\n");
        for (String tool : tools) {
            script.append("    deployBuild build: '%1$s', branch: 'main', target: job('%1$s')%n".formatted(tool));
            script.append("    runJob job: '%s', command: '%s'%n".formatted(tool, command(tool)));
        }
        return Files.writeString(scratch.resolve("Jenkinsfile"), script.append("}\n"));
    }

    /** The first command below the tool's heading. */
    private static String command(String tool) throws IOException {
        Matcher recipe = Pattern.compile("(?is)\\n## " + tool + "\\n.*?command: '([^']*)'")
                .matcher(Files.readString(Path.of("docs/recipes.md")));
        assertThat(recipe.find()).as(tool).isTrue();
        return recipe.group(1);
    }

    private static boolean isThere(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec \"$@\"", "sh");
            builder.command().addAll(List.of(command));
            // As the example's jobs have it.
            builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
            return builder.redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
