package io.github.vhdlayers.filesystems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystems.support.Times;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
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
        RecordedTime found = Times.fat(Integer.decode(date), Integer.decode(time), hundredths);
        assertEquals(expected, found == null ? null : found.toString());
    }

    @Test
    void daysOfFat() {
        assertEquals("2023-11-14", String.valueOf(Times.fatDay(0x576E)));
        assertNull(Times.fatDay(0));
    }

    @Test
    void ofExFatWithAndWithoutAnOffset() {
        int time = 0x576EB1AA;
        assertEquals("2023-11-14T22:13:20", String.valueOf(Times.exFat(time, 0, (byte) 0)));
        assertEquals("2023-11-14T22:13:20Z", String.valueOf(Times.exFat(time, 0, (byte) 0x80)));
        // Nine hours east, five hours west.
        assertEquals("2023-11-14T13:13:20Z", String.valueOf(Times.exFat(time, 0, (byte) (0x80 | 36))));
        assertEquals("2023-11-15T03:13:20Z", String.valueOf(Times.exFat(time, 0, (byte) (0x80 | 0x6C))));
        assertNull(Times.exFat(0, 0, (byte) 0x80));
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
        RecordedTime found = Times.ext(seconds, extra);
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
        RecordedTime found = Times.windows(value);
        assertEquals(expected, found == null ? null : found.toString());
    }

    @Test
    void aZoneMakesAnInstantOfALocalTime() {
        RecordedTime local = Times.fat(0x576E, 0xB1AA, 0);
        assertEquals(
                "2023-11-14T13:13:20Z",
                local == null ? null : local.inZone(ZoneId.of("Asia/Tokyo")).toString());
        RecordedTime day = Times.fatDay(0x576E);
        assertEquals(day, day == null ? null : day.inZone(ZoneId.of("Asia/Tokyo")));
    }
}
