package io.github.vhdlayers.tool.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times for people, beside UTC as a clock of a zone showed them. */
public final class ZonedTime {
    private ZonedTime() {}

    /**
     * A time, and in brackets what a clock of the zone showed.
     *
     * @param time as it is printed; null stays null
     * @param zone the zone; null for the time alone
     * @return the time as it is where it is not in UTC: it is local already, or no time at all
     */
    public static @Nullable String text(@Nullable String time, @Nullable ZoneId zone) {
        if (time == null || zone == null || !time.endsWith("Z")) {
            return time;
        }
        ZonedDateTime there =
                Instant.parse(time).truncatedTo(ChronoUnit.SECONDS).atZone(zone);
        return time + " (" + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(there) + ")";
    }
}
