package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times in the forms in which file systems record them. What is 0 or no date is null: not recorded. */
final class RecordedTimes {
    private static final long SECONDS_1601_TO_1970 = 11_644_473_600L;
    private static final long PER_SECOND = 10_000_000;
    private static final int STANDARD_INFORMATION = 0x10;
    private static final int FIRST_ATTRIBUTE = 20;
    private static final int LAST_ATTRIBUTE = -1;
    private static final int LEAST_ATTRIBUTE = 24;
    private static final int SECTOR = 512;
    private static final int IS_VALID = 0x80;

    private RecordedTimes() {}

    static @Nullable RecordedTime utc(@Nullable Instant instant) {
        return instant == null ? null : new RecordedTime.Utc(instant);
    }

    /** A date and a time of FAT, with hundredths of a second from 0 to 199. */
    static @Nullable RecordedTime fat(int date, int time, int hundredths) {
        LocalDateTime local = local(date, time, hundredths);
        return local == null ? null : new RecordedTime.Local(local);
    }

    static @Nullable RecordedTime fatDay(int date) {
        LocalDateTime local = local(date, 0, 0);
        return local == null ? null : new RecordedTime.Day(local.toLocalDate());
    }

    /** A date and time of exFAT, and quarters of an hour from UTC if the highest bit says that they are valid. */
    static @Nullable RecordedTime exFat(int dateAndTime, int hundredths, byte offset) {
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

    /** Seconds since 1970 with a sign, then two bits that count 2^32 seconds, then nanoseconds. */
    static @Nullable RecordedTime ext(int seconds, int extra) {
        if (seconds == 0 && extra == 0) {
            return null;
        }
        int nanos = extra >>> 2;
        return new RecordedTime.Utc(
                Instant.ofEpochSecond(seconds + ((long) (extra & 3) << 32), nanos < 1_000_000_000 ? nanos : 0));
    }

    /** The times of a whole record of the MFT. */
    static FileTimes ntfs(ByteBuffer record) {
        int at = Short.toUnsignedInt(record.getShort(FIRST_ATTRIBUTE));
        while (at <= record.limit() - LEAST_ATTRIBUTE && record.getInt(at) != LAST_ATTRIBUTE) {
            int length = record.getInt(at + 4);
            if (length < LEAST_ATTRIBUTE || length > record.limit() - at) {
                break;
            }
            if (record.getInt(at) == STANDARD_INFORMATION && record.get(at + 8) == 0) {
                int content = at + Short.toUnsignedInt(record.getShort(at + 20));
                return content + 32 > at + length
                        ? FileTimes.NONE
                        : new FileTimes(
                                windows(record, content + 8),
                                windows(record, content + 24),
                                windows(record, content + 16),
                                windows(record, content));
            }
            at += length;
        }
        return FileTimes.NONE;
    }

    /** The last two bytes of each sector of a record are kept at its head, so that a time over them is put together again. */
    private static @Nullable RecordedTime windows(ByteBuffer record, int at) {
        int updates = Short.toUnsignedInt(record.getShort(4));
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            int place = at + i;
            int within = place % SECTOR;
            int kept = updates + 2 + place / SECTOR * 2 + within - (SECTOR - 2);
            boolean moved = within >= SECTOR - 2 && kept >= 0 && kept < record.limit();
            value = value << 8 | Byte.toUnsignedInt(record.get(moved ? kept : place));
        }
        if (value == 0) {
            return null;
        }
        // Times are of 64 bits without a sign in theory; Windows refuses those of which the highest is set.
        return value < 0
                ? null
                : new RecordedTime.Utc(
                        Instant.ofEpochSecond(value / PER_SECOND - SECONDS_1601_TO_1970, value % PER_SECOND * 100));
    }
}
