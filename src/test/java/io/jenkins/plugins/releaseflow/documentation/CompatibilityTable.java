package io.jenkins.plugins.releaseflow.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of docs/compatibility.md. */
public final class CompatibilityTable {
    private static final Path PAGE = Path.of("docs/compatibility.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final List<Map<String, String>> rows;

    private CompatibilityTable(List<Map<String, String>> rows) {
        this.rows = rows;
    }

    /** The table of operations. */
    public static CompatibilityTable read() throws IOException {
        return read("Operation");
    }

    /** The tables whose first column is called so, as one. */
    static CompatibilityTable read(String first) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        Optional<List<String>> heads = Optional.empty();
        for (String line : Files.readAllLines(PAGE)) {
            List<String> cells = cells(line);
            if (cells.isEmpty()) {
                heads = Optional.empty();
            } else if (heads.isEmpty()) {
                heads = Optional.of(cells);
            } else if (heads.get().get(0).equals(first) && !cells.get(0).startsWith("---")) {
                rows.add(row(heads.get(), cells));
            }
        }
        return new CompatibilityTable(rows);
    }

    private static List<String> cells(String line) {
        return line.startsWith("|")
                ? Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList()
                : List.of();
    }

    private static Map<String, String> row(List<String> heads, List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < heads.size(); i++) {
            row.put(heads.get(i), cells.get(i));
        }
        return row;
    }

    /** Each row's cells by the heads of their columns. */
    public List<Map<String, String>> rows() {
        return rows;
    }

    /** What a column names for each operation; no operation for which it names nothing. */
    public Map<String, Set<String>> calls(String column) {
        Map<String, Set<String>> calls = new TreeMap<>();
        rows.forEach(row -> {
            Set<String> named = codes(row.get(column));
            if (!named.isEmpty()) {
                calls.put(codes(row.get("Operation")).iterator().next(), named);
            }
        });
        return calls;
    }

    /** The words in backticks. */
    static Set<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
