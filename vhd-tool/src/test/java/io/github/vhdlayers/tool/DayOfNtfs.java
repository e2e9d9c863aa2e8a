package io.github.vhdlayers.tool;

import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** An NTFS disk of four layers, of which it is known what each did to its files. */
final class DayOfNtfs {
    static final String[] PROGRAMS = {"mkfs.ntfs"};
    static final Instant BEGIN = Instant.parse("2026-02-02T10:00:00Z");
    private static final long BYTES = 8 << 20;
    /** When the years of a VHD begin. */
    static final long EPOCH = 946_684_800L;

    private final Path raw;
    private final List<byte[]> states = new ArrayList<>();

    private DayOfNtfs(Path raw) {
        this.raw = raw;
    }

    /** A file that is not within its record. */
    static String text(String what) {
        return (what + "\n").repeat(200);
    }

    /** A change of the volume. */
    @FunctionalInterface
    private interface Change {
        void on(NtfsVolume volume) throws IOException;
    }

    /** The leaf of a chain of four layers, and the disk as each layer left it, the oldest first. */
    record Written(Path leaf, List<byte[]> states) {}

    static Written write(Path folder) throws IOException {
        Path place = Files.createDirectories(folder.resolve("ntfs"));
        DayOfNtfs day = new DayOfNtfs(Files.createTempDirectory("day-of-ntfs").resolve("volume.raw"));
        NtfsVolume.format(day.raw, BYTES);
        day.happen();
        // The library dates what it does itself with the time of now: the layers are made behind that.
        Path leaf = TestChain.ofStates(day.states, Instant.now().getEpochSecond() - EPOCH)
                .writeTo(place)
                .get(0);
        Files.delete(day.raw);
        return new Written(leaf, day.states);
    }

    private void happen() throws IOException {
        state(volume -> {
            for (String path : List.of("/docs", "/docs/old", "/archive", "/$RECYCLE.BIN", "/$RECYCLE.BIN/S-1-5-21-1")) {
                volume.folder(path);
            }
            for (String name : List.of("plan", "report", "ledger", "letter", "log", "draft", "notes", "old/paper")) {
                file(volume, "/docs/" + name + ".txt", text("the first " + name), 0);
            }
            file(volume, "/docs/photo.jpg", text("a picture"), 0);
        });
        state(volume -> {
            volume.rename("/docs/plan.txt", "/docs/strategy.txt");
            volume.times("/docs/photo.jpg", day(0), day(0), day(1));
            file(
                    volume,
                    "/docs/report.txt",
                    text("the other report")
                            .substring(0, text("the first report").length()),
                    1);
            file(volume, "/docs/temp.txt", text("came and went"), 1);
        });
        state(volume -> {
            volume.delete("/docs/temp.txt");
            volume.delete("/docs/ledger.txt");
            volume.rename("/docs/draft.txt", "/archive/draft.txt");
            file(volume, "/docs/letter.new", text("the second letter"), 2);
            volume.delete("/docs/letter.txt");
            volume.rename("/docs/letter.new", "/docs/letter.txt");
            file(volume, "/docs/log.txt", text("the first log") + text("and more"), 2);
        });
        state(volume -> {
            volume.rename("/docs/old/paper.txt", "/$RECYCLE.BIN/S-1-5-21-1/$RPAPER.txt");
            volume.stream("/docs/notes.txt", "hidden", text("the stream").getBytes(StandardCharsets.UTF_8));
            file(volume, "/docs/new.txt", text("new"), 3);
            file(volume, "/docs/flash.txt", text("made and deleted at once"), 3);
            volume.delete("/docs/flash.txt");
        });
    }

    static Instant day(int number) {
        return BEGIN.plus(number, ChronoUnit.DAYS);
    }

    private static void file(NtfsVolume volume, String path, String content, int day) throws IOException {
        volume.write(path, content.getBytes(StandardCharsets.UTF_8));
        volume.times(path, day(day), day(day), day(day));
    }

    private void state(Change change) throws IOException {
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            change.on(volume);
        }
        states.add(Files.readAllBytes(raw));
    }
}
