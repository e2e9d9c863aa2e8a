package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.RecordedTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times in the forms in which file systems record them. What is 0 or no date is null: not recorded. */
public final class Times {
    private static final long SECONDS_1601_TO_1970 = 11_644_473_600L;
    private static final long PER_SECOND = 10_000_000;
    private static final int IS_VALID = 0x80;

    private Times() {}

    /** A date and a time of FAT, with hundredths of a second from 0 to 199. */
    public static @Nullable RecordedTime fat(int date, int time, int hundredths) {
        LocalDateTime local = local(date, time, hundredths);
        return local == null ? null : new RecordedTime.Local(local);
    }

    /** A date of FAT. */
    public static @Nullable RecordedTime fatDay(int date) {
        LocalDateTime local = local(date, 0, 0);
        return local == null ? null : new RecordedTime.Day(local.toLocalDate());
    }

    /** Whether a date and a time of FAT are of the calendar. */
    public static boolean isFat(int date, int time) {
        return local(date, time, 0) != null;
    }

    /** A date and time of exFAT, and quarters of an hour from UTC if the highest bit says that they are valid. */
    public static @Nullable RecordedTime exFat(int dateAndTime, int hundredths, byte offset) {
        LocalDateTime local = local(dateAndTime >>> 16, dateAndTime & 0xFFFF, hundredths);
        if (local == null) {
            return null;
        }
        if ((offset & IS_VALID) == 0) {
            return new RecordedTime.Local(local);
        }
        // Seven bits with a sign.
        int quarters = (byte) (offset << 1) >> 1;
        return new RecordedTime.Utc(local.toInstant(ZoneOffset.UTC).minusSeconds(quarters * 900L));
    }

    private static @Nullable LocalDateTime local(int date, int time, int hundredths) {
        if (date == 0) {
            return null;
        }
        try {
            return LocalDate.of(1980 + (date >> 9), date >> 5 & 15, date & 31)
                    .atTime(time >> 11, time >> 5 & 63, (time & 31) * 2)
                    .plusNanos(hundredths <= 199 ? hundredths * 10_000_000L : 0);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * A time of ext.
     *
     * @param seconds since 1970, with a sign
     * @param extra two bits that count 2^32 seconds, then nanoseconds; 0 of an inode that has none
     */
    public static @Nullable RecordedTime ext(int seconds, int extra) {
        if (seconds == 0 && extra == 0) {
            return null;
        }
        int nanos = extra >>> 2;
        return new RecordedTime.Utc(
                Instant.ofEpochSecond(seconds + ((long) (extra & 3) << 32), nanos < 1_000_000_000 ? nanos : 0));
    }

    /** Tenths of a microsecond since 1601. Windows refuses those of which the highest bit is set. */
    public static @Nullable RecordedTime windows(long value) {
        return value <= 0
                ? null
                : new RecordedTime.Utc(
                        Instant.ofEpochSecond(value / PER_SECOND - SECONDS_1601_TO_1970, value % PER_SECOND * 100));
    }
}
