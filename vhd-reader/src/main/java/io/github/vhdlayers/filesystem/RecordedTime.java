package io.github.vhdlayers.filesystem;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A time as a file system records it. Most record an instant; FAT, exFAT without an offset, and ISO 9660 record what the clock of
 * the machine showed, and nothing says in which time zone that machine was. FAT records the last access as a date alone.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface RecordedTime {
    /**
     * An instant.
     *
     * @param instant the instant
     */
    record Utc(Instant instant) implements RecordedTime {
        @Override
        public RecordedTime inZone(ZoneId zone) {
            return this;
        }

        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /**
     * What a clock showed, in a time zone that is not recorded.
     *
     * @param dateTime date and time of day
     */
    record Local(LocalDateTime dateTime) implements RecordedTime {
        @Override
        public RecordedTime inZone(ZoneId zone) {
            return new Utc(dateTime.atZone(zone).toInstant());
        }

        @Override
        public String toString() {
            // LocalDateTime leaves seconds of 0 away.
            String text = dateTime.toString();
            return dateTime.getSecond() == 0 && dateTime.getNano() == 0 ? text + ":00" : text;
        }
    }

    /**
     * A date, in a time zone that is not recorded.
     *
     * @param date the date
     */
    record Day(LocalDate date) implements RecordedTime {
        @Override
        public RecordedTime inZone(ZoneId zone) {
            return this;
        }

        @Override
        public String toString() {
            return date.toString();
        }
    }

    /**
     * The time under the assumption that the clock of the machine was set to a time zone: a local time becomes an instant. Instants
     * and dates stay as they are. A local time that the zone skips in spring is moved forward by what it skips; of one that occurs
     * twice in autumn the earlier instant is returned.
     *
     * @param zone the time zone of the machine that wrote the file system
     */
    RecordedTime inZone(ZoneId zone);

    /**
     * The form of ISO 8601 that says no more than what is recorded: {@code 2023-11-14T22:13:20Z} for an instant,
     * {@code 2023-11-14T22:13:20} for a local time, {@code 2023-11-14} for a date.
     */
    @Override
    String toString();
}
