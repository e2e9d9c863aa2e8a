package io.github.vhdlayers.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.testkit.DiskImage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which recorded times cannot be, to the second, and what is said of them. */
class ChainTimesTest {
    private static final long NOW = 600_000_000;
    private static final String NOW_TEXT = "2019-01-05T10:40:00Z";
    private static final Instant INSTANT = Instant.parse(NOW_TEXT);

    private static List<Finding> findings(Instant today, DiskImage... leafToBase) throws IOException {
        OfferedDisks disks = new OfferedDisks();
        for (int i = 1; i < leafToBase.length; i++) {
            disks.offer("layer" + i, leafToBase[i]);
        }
        try (VirtualDisk disk = disks.open(leafToBase[0])) {
            return ChainTimes.findings(
                    disk.chain().layers().stream().map(DiskLayer::file).toList(), today);
        }
    }

    private static DiskImage base(long created) {
        return OfferedDisks.base().toBuilder().timestamp(created).build();
    }

    private static DiskImage child(DiskImage parent, long created, long recorded) {
        return OfferedDisks.childOf(parent)
                .seed(created + recorded)
                .timestamp(created)
                .parentTimestamp(recorded)
                .build();
    }

    private static List<String> details(long created, long recorded, long parentCreated) throws IOException {
        DiskImage base = base(parentCreated);
        return findings(INSTANT, child(base, created, recorded), base).stream()
                .map(Finding::detail)
                .toList();
    }

    @Test
    void aParentMayBeTwoSecondsYounger() throws IOException {
        assertEquals(List.of(), details(NOW, 0, NOW + 2));
        assertEquals(
                List.of("created " + NOW_TEXT + ", before its parent layer1, created 2019-01-05T10:40:03Z"),
                details(NOW, 0, NOW + 3));
    }

    @Test
    void aParentMayHaveBeenChangedTwoSecondsLater() throws IOException {
        assertEquals(List.of(), details(NOW, NOW + 2, NOW));
        assertEquals(
                List.of("created " + NOW_TEXT
                        + ", and records that its parent was last changed 2019-01-05T10:40:03Z, which is later"),
                details(NOW, NOW + 3, NOW));
    }

    @Test
    void timesMayBeTwentySixHoursAhead() throws IOException {
        Duration zones = Duration.ofHours(26);
        DiskImage base = base(NOW);
        assertEquals(List.of(), findings(INSTANT.minus(zones), base));
        Finding finding = findings(INSTANT.minus(zones).minusSeconds(1), base).get(0);
        assertEquals(FindingCode.TIME_IN_FUTURE, finding.code());
        assertEquals("hard disk footer", finding.structure());
        assertEquals("created " + NOW_TEXT, finding.detail());
        assertEquals(0, finding.layer());
        DiskImage old = base(NOW - 1000);
        List<Finding> recorded = findings(INSTANT.minus(zones).minusSeconds(1), child(old, NOW - 500, NOW), old);
        assertEquals(FindingCode.TIME_IN_FUTURE, recorded.get(0).code());
        assertEquals("dynamic header", recorded.get(0).structure());
        assertEquals("the parent was last changed " + NOW_TEXT, recorded.get(0).detail());
    }

    /** Only the nearest layer below that has a time counts. */
    @Test
    void eachLayerIsComparedWithTheNextOneThatHasATime() throws IOException {
        DiskImage base = base(NOW + 100);
        DiskImage middle = child(base, NOW + 50, 0);
        List<Finding> all = findings(INSTANT, child(middle, NOW, 0), middle, base);
        assertEquals(
                List.of(
                        "created " + NOW_TEXT + ", before its parent layer1, created 2019-01-05T10:40:50Z",
                        "created 2019-01-05T10:40:50Z, before its parent layer2, created 2019-01-05T10:41:40Z"),
                all.stream().map(Finding::detail).toList());
        assertEquals(List.of(0, 1), all.stream().map(Finding::layer).toList());
        DiskImage untimed = child(base, 0, NOW + 1000);
        assertEquals(
                List.of("created " + NOW_TEXT + ", before the layer below it, layer2, created 2019-01-05T10:41:40Z"),
                findings(INSTANT, child(untimed, NOW, 0), untimed, base).stream()
                        .map(Finding::detail)
                        .toList());
    }
}
