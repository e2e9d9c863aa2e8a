package io.github.vhdlayers.tsk.child;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.filesystem.WalkResult.UnreadFolder;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records are read as they were written, whatever is in them; bytes of anything else are an exception and no more. */
class RecordsTest {
    private static final FileSystemInfo SYSTEM =
            new FileSystemInfo(3, null, "ntfs", 1L << 40, Long.MAX_VALUE, 4096).withReader("tsk");
    private static final int ROUNDS = 300;
    private static final DiskFile.Kind[] KINDS = DiskFile.Kind.values();
    private static final FileExtent.Kind[] EXTENT_KINDS = FileExtent.Kind.values();

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void filesAreReadAsTheyWereWritten() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            DiskFile file = file();
            WireOut out = new WireOut();
            Records.write(out, file);
            WireIn in = new WireIn(out.toBytes());
            assertEquals(file, Records.file(in, SYSTEM), "seed " + seed);
            assertFalse(in.hasMore());
        }
    }

    @Test
    void otherRecordsAreReadAsTheyWereWritten() throws IOException {
        WalkResult result = new WalkResult(
                Long.MAX_VALUE, List.of(text(), text()), 7, text(), List.of(new UnreadFolder("/", text())), 1);
        WireOut out = new WireOut();
        Records.write(out, result);
        Records.write(out, SYSTEM);
        byte[] bytes = new byte[70_000];
        random.nextBytes(bytes);
        out.bytes(bytes, 0, bytes.length);
        WireIn in = new WireIn(out.toBytes());
        assertEquals(result, Records.result(in));
        assertEquals(SYSTEM, Records.fileSystem(in, 3, null));
        assertArrayEquals(bytes, in.bytes());
        assertFalse(in.hasMore());
    }

    @Test
    void damagedBytesAreAnExceptionAndNoMore() {
        int refused = 0;
        for (int i = 0; i < ROUNDS * 10; i++) {
            WireOut out = new WireOut();
            Records.write(out, file());
            byte[] bytes = out.toBytes();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
            try {
                Records.file(new WireIn(Arrays.copyOf(bytes, length)), SYSTEM);
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertTrue(refused > 0, "no damage was noticed");
    }

    private DiskFile file() {
        List<FileStream> streams = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            List<FileExtent> extents = new ArrayList<>();
            for (int j = random.nextInt(5); j > 0; j--) {
                FileExtent.Kind kind = EXTENT_KINDS[random.nextInt(3)];
                extents.add(new FileExtent(
                        kind, random.nextLong(), kind == FileExtent.Kind.STORED ? random.nextLong() : -1, number()));
            }
            streams.add(new FileStream(
                    text(),
                    number(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextInt(),
                    random.nextInt(),
                    extents));
        }
        List<DiskExtent> metadata = new ArrayList<>();
        for (int j = random.nextInt(5); j > 0; j--) {
            metadata.add(new DiskExtent(number(), number()));
        }
        return new DiskFile(
                SYSTEM,
                new FileName(text(), kind(), random.nextBoolean(), random.nextLong(), number(), random.nextBoolean()),
                random.nextBoolean(),
                random.nextBoolean(),
                kind(),
                random.nextBoolean() ? null : Long.valueOf(number()),
                random.nextInt(),
                new FileTimes(time(), time(), time(), time()),
                streams,
                metadata,
                random.nextBoolean() ? null : text());
    }

    private DiskFile.Kind kind() {
        return KINDS[random.nextInt(KINDS.length)];
    }

    private long number() {
        return random.nextLong() >>> (1 + random.nextInt(62));
    }

    private @Nullable RecordedTime time() {
        long seconds = random.nextInt() * 10L;
        int nanos = random.nextInt(1_000_000_000);
        return switch (random.nextInt(4)) {
            case 0 -> new RecordedTime.Utc(Instant.ofEpochSecond(seconds, nanos));
            case 1 -> new RecordedTime.Local(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC));
            case 2 -> new RecordedTime.Day(LocalDate.ofEpochDay(random.nextInt(100_000)));
            default -> null;
        };
    }

    /** Any units, unpaired surrogates too. */
    private String text() {
        char[] units = new char[random.nextInt(20)];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) (random.nextBoolean() ? 32 + random.nextInt(90) : random.nextInt(65_536));
        }
        return new String(units);
    }
}
