package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A cron schedule of five fields, in UTC: minute, hour, day of the month, month, day of the week. Immutable.
 *
 * @param text as it was given
 */
public record CronSchedule(String text) {
    private static final Pattern PART = Pattern.compile("(\\*|\\d{1,2}(-\\d{1,2})?)(/\\d{1,2})?");
    private static final int FIELDS = 5;

    /** Fails with IllegalArgumentException, with what would be right, where it is none. */
    public CronSchedule {
        List<String> fields = List.of(text.trim().split("\\s+"));
        boolean good = fields.size() == FIELDS
                && fields.stream()
                        .flatMap(field -> Arrays.stream(field.split(",", -1)))
                        .allMatch(part -> PART.matcher(part).matches());
        if (!good) {
            throw new IllegalArgumentException("five fields of numbers, such as '*/10 * * * *'");
        }
    }

    /** Whether the minute of this instant is one of the schedule's. */
    public boolean includes(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        List<Integer> values = List.of(
                time.getMinute(),
                time.getHour(),
                time.getDayOfMonth(),
                time.getMonthValue(),
                time.getDayOfWeek().getValue() % 7);
        String[] fields = text.trim().split("\\s+");
        for (int field = 0; field < FIELDS; field++) {
            int value = values.get(field);
            if (Arrays.stream(fields[field].split(",")).noneMatch(part -> includes(part, value))) {
                return false;
            }
        }
        return true;
    }

    private static boolean includes(String part, int value) {
        String[] step = part.split("/");
        int every = step.length > 1 ? Math.max(1, Integer.parseInt(step[1])) : 1;
        if (step[0].equals("*")) {
            return value % every == 0;
        }
        String[] range = step[0].split("-");
        int first = Integer.parseInt(range[0]);
        int last = range.length > 1 ? Integer.parseInt(range[1]) : first;
        return value >= first && value <= last && (value - first) % every == 0;
    }
}
