package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.vhdlayers.filesystem.RecordedTime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTimesTest {
    @ParameterizedTest
    @CsvSource({
        // Date, time, hundredths.
        "0x576E, 0xB1AA, 0, 2023-11-14T22:13:20",
        "0x576E, 0xB1AA, 150, 2023-11-14T22:13:21.500",
        "0x576E, 0x0000, 0, 2023-11-14T00:00:00",
        "0xFF9F, 0xBF7D, 0, 2107-12-31T23:59:58",
        "0x0021, 0x0000, 0, 1980-01-01T00:00:00",
        "0x0000, 0x1234, 0, ",
        "0x576E, 0xF800, 0, ",
        "0x57AE, 0x0000, 0, ",
    })
    void ofFat(String date, String time, int hundredths, String expected) {
        RecordedTime found = RecordedTimes.fat(Integer.decode(date), Integer.decode(time), hundredths);
        assertEquals(expected, found == null ? null : found.toString());
    }

    @Test
    void daysOfFat() {
        assertEquals("2023-11-14", String.valueOf(RecordedTimes.fatDay(0x576E)));
        assertNull(RecordedTimes.fatDay(0));
    }

    @Test
    void ofExFatWithAndWithoutAnOffset() {
        int time = 0x576EB1AA;
        assertEquals("2023-11-14T22:13:20", String.valueOf(RecordedTimes.exFat(time, 0, (byte) 0)));
        assertEquals("2023-11-14T22:13:20Z", String.valueOf(RecordedTimes.exFat(time, 0, (byte) 0x80)));
        // Nine hours east, five hours west.
        assertEquals("2023-11-14T13:13:20Z", String.valueOf(RecordedTimes.exFat(time, 0, (byte) (0x80 | 36))));
        assertEquals("2023-11-15T03:13:20Z", String.valueOf(RecordedTimes.exFat(time, 0, (byte) (0x80 | 0x6C))));
        assertNull(RecordedTimes.exFat(0, 0, (byte) 0x80));
    }

    @ParameterizedTest
    @CsvSource({
        "-34300800, 0, 1968-11-30T00:00:00Z",
        "2147483647, 0, 2038-01-19T03:14:07Z",
        "-2147483648, 1, 2038-01-19T03:14:08Z",
        "0, 5, 2106-02-07T06:28:16.000000001Z",
        "2147483647, 3, 2446-05-10T22:38:55Z",
        "0, 0, ",
    })
    void ofExt(int seconds, int extra, String expected) {
        RecordedTime found = RecordedTimes.ext(seconds, extra);
        assertEquals(expected, found == null ? null : found.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "116444736000000000, 1970-01-01T00:00:00Z",
        "1, 1601-01-01T00:00:00.000000100Z",
        "186303364000000000, 2191-05-16T21:26:40Z",
        "0, ",
        "-1, ",
    })
    void ofNtfs(long value, String expected) {
        for (int content : new int[] {80, 486}) {
            ByteBuffer record = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
            record.putShort(4, (short) 48).putShort(20, (short) 56);
            int length = content - 56 + 48;
            record.putInt(56, 0x10).putInt(60, length).putShort(76, (short) (content - 56));
            record.putLong(content, value).putLong(content + 8, value);
            record.putLong(content + 16, value).putLong(content + 24, value);
            // What the record's head keeps of the end of its first sector.
            record.putShort(50, record.getShort(510)).putShort(510, (short) 7);
            RecordedTime found = RecordedTimes.ntfs(record).created();
            assertEquals(expected, found == null ? null : found.toString());
            assertEquals(found, RecordedTimes.ntfs(record).modified());
        }
    }

    @Test
    void aZoneMakesAnInstantOfALocalTime() {
        RecordedTime local = RecordedTimes.fat(0x576E, 0xB1AA, 0);
        assertEquals(
                "2023-11-14T13:13:20Z",
                local == null ? null : local.inZone(ZoneId.of("Asia/Tokyo")).toString());
        RecordedTime day = RecordedTimes.fatDay(0x576E);
        assertEquals(day, day == null ? null : day.inZone(ZoneId.of("Asia/Tokyo")));
    }
}
