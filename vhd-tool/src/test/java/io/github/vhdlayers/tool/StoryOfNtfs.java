package io.github.vhdlayers.tool;

import static io.github.vhdlayers.tool.DayOfNtfs.text;

import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What two people did on an NTFS disk in a month, of which a machine made three checkpoints: on the 1st, 10th and 20th of March. The disk was made
 * on the 1st of February, and its newest file last written on the 25th of March.
 */
final class StoryOfNtfs {
    static final String TOOL = "/Users/ben/Downloads/tool.exe";
    static final String RENAMED = "/Windows/System32/svch0st.exe";
    static final String PLAN = "/Users/ben/Documents/plan.txt";
    static final String LEDGER = "/Users/anna/Documents/ledger.xlsx";
    static final String CONTRACT = "/Users/anna/Documents/contract.docx";
    static final String STOLEN = "/Users/ben/Temp/x.tmp";
    static final String SECRET = "/Users/ben/Documents/secret.txt";
    static final String NOTES = "/Users/ben/Documents/notes.txt";
    static final String PICTURES = "/Users/anna/Pictures/";
    static final String ERASER = "/Program Files/eraser.exe";

    private static final long BYTES = 8 << 20;

    private final String year;
    private final Path raw;
    private final List<byte[]> states = new ArrayList<>();

    private StoryOfNtfs(int year, Path raw) {
        this.year = Integer.toString(year);
        this.raw = raw;
    }

    /**
     * The leaf of the chain.
     *
     * @param year when it happened. What the library that writes the volume dates itself has the time of now: in a year that has passed, the
     *     parents look as if they had been written to after their children were made
     */
    static Path write(Path folder, int year) throws IOException {
        StoryOfNtfs story =
                new StoryOfNtfs(year, Files.createTempDirectory("story-of-ntfs").resolve("volume.raw"));
        NtfsVolume.format(story.raw, BYTES);
        story.happen();
        List<Long> created = new ArrayList<>();
        for (String day : List.of("02-01T08", "03-01T08", "03-10T08", "03-20T08")) {
            created.add(story.at(day).getEpochSecond() - DayOfNtfs.EPOCH);
        }
        Path leaf = TestChain.ofStates(story.states, created)
                .writeTo(Files.createDirectories(folder.resolve("story-" + year)))
                .get(0);
        Files.setLastModifiedTime(leaf, FileTime.from(story.at("03-25T18")));
        Files.delete(story.raw);
        return leaf;
    }

    private void happen() throws IOException {
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            for (String path : List.of(
                    "/Users",
                    "/Users/anna",
                    "/Users/anna/Documents",
                    "/Users/anna/Pictures",
                    "/Users/ben",
                    "/Users/ben/Documents",
                    "/Users/ben/Downloads",
                    "/Users/ben/Temp",
                    "/Windows",
                    "/Windows/System32",
                    "/Program Files")) {
                volume.folder(path);
            }
            file(volume, LEDGER, "the true ledger", "02-15T09");
            file(volume, CONTRACT, "the first contract", "02-15T09");
            file(volume, NOTES, "notes", "02-15T09");
            for (int i = 1; i <= 3; i++) {
                file(volume, PICTURES + "cat" + i + ".jpg", "cat " + i, "02-15T09");
            }
        }
        keep();
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            file(volume, ERASER, "an eraser", "03-03T10");
            file(volume, TOOL, "a tool", "03-03T10");
            volume.stream(TOOL, "Zone.Identifier", "[ZoneTransfer]\r\nZoneId=3\r\n".getBytes(StandardCharsets.UTF_8));
            volume.times(TOOL, at("03-03T10"), at("03-03T10"), at("03-03T10"));
            file(volume, CONTRACT, "the second contract", "03-03T10");
            file(volume, PLAN, "the first plan", "03-03T10");
        }
        keep();
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            file(volume, PLAN, "the second plan", "03-12T11");
            volume.delete(LEDGER);
            volume.delete(PICTURES + "cat3.jpg");
            file(volume, STOLEN, "the stolen list", "03-12T11");
            volume.rename(TOOL, RENAMED);
        }
        keep();
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            file(volume, PLAN + ".new", "the third plan", "03-22T12");
            volume.delete(PLAN);
            volume.rename(PLAN + ".new", PLAN);
            Instant back = Instant.parse("2019-05-05T05:05:05Z");
            volume.times(PLAN, back, back, back);
            volume.delete(STOLEN);
            file(volume, LEDGER, "the clean ledger", "02-15T09");
            volume.write(PICTURES + "cat1.jpg", new byte[text("cat 1").length()]);
            volume.delete(PICTURES + "cat1.jpg");
            volume.stream(NOTES, "hidden", text("hidden").getBytes(StandardCharsets.UTF_8));
            // The last one, so that no other file takes its place.
            file(volume, SECRET, "the key is under the mat", "03-22T12");
            volume.delete(SECRET);
        }
        keep();
    }

    private void keep() throws IOException {
        states.add(Files.readAllBytes(raw));
    }

    /** @param time month, day and hour */
    private Instant at(String time) {
        return Instant.parse(year + "-" + time + ":00:00Z");
    }

    private void file(NtfsVolume volume, String path, String content, String time) throws IOException {
        volume.write(path, text(content).getBytes(StandardCharsets.UTF_8));
        volume.times(path, at(time), at(time), at(time));
    }
}
