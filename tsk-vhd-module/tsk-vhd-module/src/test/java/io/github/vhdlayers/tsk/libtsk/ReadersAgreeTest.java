package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystems.JavaFileSystemReader;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both readers tell the same of random volumes: names, deleted names, kinds, sizes, times, places of contents and metadata, contents, and
 * what is free. Where they differ on purpose, the difference is named here and in {@code docs/file-readers.md}.
 *
 * <p>{@code -Dagree.seed=SEED} chooses other volumes.
 */
class ReadersAgreeTest {
    private static final long SEED = Long.getLong("agree.seed", 20_261_129);
    /** libtsk tells holes up to the end of the last block that could be named. */
    private static final Pattern HOLES_BEHIND_END = Pattern.compile("( SPARSE \\d+->-1\\+\\d+)+$");
    /** With libtsk only the entries of a long name are known that are in the same cluster as the last one. */
    private static final Pattern ENTRIES = Pattern.compile(" metadata (\\d+\\+\\d+ )*(\\d+)\\+(\\d+)$");
    /** What libtsk leaves away of a deleted file, the reader in Java tells as lost. */
    private static final Pattern LOST = Pattern.compile("( LOST \\d+->-1\\+\\d+)+$");

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void needsALibrary() {
        TestLibrary.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fat12", "fat16", "fat32", "exfat", "ext2", "ext3", "ext4"})
    void onRandomVolumes(String kind) throws IOException {
        String missing = RandomVolumes.missing(kind);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        int number = 0;
        for (byte[] volume : new RandomVolumes(folder, new Random(SEED)).make(kind)) {
            try (RandomAccessSource disk = RandomAccessSources.ofBytes("disk", volume)) {
                WalkOptions options = WalkOptions.defaults().withDeleted(true).withOrphans(true);
                assertEquals(
                        String.join("\n", common(kind, ReaderFacts.of(new TskFileSystemReader(), disk, options))),
                        String.join("\n", common(kind, ReaderFacts.of(new JavaFileSystemReader(), disk, options))),
                        kind + ", volume " + number++ + ", -Dagree.seed=" + SEED);
            }
        }
    }

    /** The facts without what differs on purpose. */
    private static List<String> common(String kind, List<String> facts) {
        List<String> common = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (String fact : facts) {
            boolean isReason = fact.contains(" problem its first cluster is in use by another file now");
            boolean isLost = fact.contains(" content '' throws ");
            // libtsk tells no places of the table of small exFAT volumes.
            boolean isTable =
                    kind.equals("exfat") && (fact.startsWith("/$FAT1 stream") || fact.startsWith("/$FAT1 content"));
            // Where a deleted file was that exFAT kept in one piece is known, whatever is there now.
            if (kind.equals("exfat") && fact.contains(" deleted-name @")) {
                deleted.add(fact.substring(0, fact.indexOf(" file/file ") + 1));
            }
            boolean isDeleted = deleted.stream()
                    .anyMatch(head -> fact.startsWith(head + "stream ") || fact.startsWith(head + "content "));
            if (!isReason && !isTable && !isDeleted) {
                String text = HOLES_BEHIND_END.matcher(fact).replaceFirst("");
                text = LOST.matcher(text).replaceFirst("");
                Matcher entries = ENTRIES.matcher(text);
                if (kind.contains("fat") && entries.find()) {
                    long end = Long.parseLong(entries.group(2)) + Long.parseLong(entries.group(3));
                    text = entries.replaceFirst(" metadata up to " + end);
                }
                common.add(isLost ? text.substring(0, text.indexOf(" throws ") + 7) : text);
            }
        }
        return common;
    }
}
