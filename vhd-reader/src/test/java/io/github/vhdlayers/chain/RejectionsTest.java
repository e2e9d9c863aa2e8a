package io.github.vhdlayers.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ChainLink.TimeVerdict;
import io.github.vhdlayers.diag.RejectedParent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of files that are not the parent, and how far their times are from the recorded one. */
class RejectionsTest {
    private static final String END =
            "; files of every extension were looked at; name the folder that holds the parents";

    private static Rejections of(RejectedParent.Cause... causes) {
        Rejections rejections = new Rejections();
        for (RejectedParent.Cause cause : causes) {
            rejections.add("place", cause, "reason");
        }
        return rejections;
    }

    @Test
    void theSummaryCountsDisksAndOtherFiles() {
        assertEquals("no file to examine; name the folder that holds the parents", of().summary());
        assertEquals("none in 1 place" + END, of(RejectedParent.Cause.NOT_THERE).summary());
        assertEquals(
                "none in 2 places: 1 disk has another id, 1 file is no VHD" + END,
                of(RejectedParent.Cause.OTHER_ID, RejectedParent.Cause.NOT_A_READABLE_VHD)
                        .summary());
        assertEquals(
                "none in 5 places: 3 disks have other ids, 2 files are no VHDs" + END,
                of(
                                RejectedParent.Cause.OTHER_ID,
                                RejectedParent.Cause.CHANGED_SINCE,
                                RejectedParent.Cause.OTHER_FORMAT,
                                RejectedParent.Cause.NOT_A_READABLE_VHD,
                                RejectedParent.Cause.NOT_A_READABLE_VHD)
                        .summary());
        assertEquals(
                "none in 1 place: 0 disks have other ids, 1 file is no VHD" + END,
                of(RejectedParent.Cause.NOT_A_READABLE_VHD).summary());
    }

    @Test
    void noMoreThanAThousandAreListed() {
        Rejections rejections = new Rejections();
        for (int i = 0; i < 1000; i++) {
            rejections.add("place " + i, RejectedParent.Cause.OTHER_ID, "reason");
        }
        assertEquals(1000, rejections.all().size());
        assertEquals("place 999", rejections.all().get(999).place());
        assertFalse(rejections.isCutShort());
        for (int i = 0; i < 3; i++) {
            rejections.add("more", RejectedParent.Cause.OTHER_ID, "reason");
        }
        rejections.add("further candidates", RejectedParent.Cause.TOO_MANY, "not examined");
        List<RejectedParent> all = rejections.all();
        assertEquals(1002, all.size());
        assertEquals("further candidates", all.get(1000).place());
        assertEquals("3 more places", all.get(1001).place());
        assertTrue(rejections.isCutShort());
        assertEquals(0, rejections.few().size());
    }

    @Test
    void timesMayBeTwoSecondsApartAndZonesWholeHours() {
        Instant recorded = Instant.parse("2020-01-01T00:00:00Z");
        assertEquals(TimeVerdict.MATCHES, TimeVerdict.of(recorded, recorded.plusSeconds(2)));
        assertEquals(TimeVerdict.DIFFERS, TimeVerdict.of(recorded, recorded.plusSeconds(3)));
        assertEquals(TimeVerdict.WHOLE_HOURS_APART, TimeVerdict.of(recorded, recorded.minusSeconds(3600 - 2)));
        assertEquals(TimeVerdict.WHOLE_HOURS_APART, TimeVerdict.of(recorded, recorded.plusSeconds(3600 + 2)));
        assertEquals(TimeVerdict.DIFFERS, TimeVerdict.of(recorded, recorded.plusSeconds(3600 + 3)));
        assertEquals(TimeVerdict.WHOLE_HOURS_APART, TimeVerdict.of(recorded, recorded.plusSeconds(26 * 3600 + 2)));
        assertEquals(TimeVerdict.DIFFERS, TimeVerdict.of(recorded, recorded.plusSeconds(27 * 3600)));
        assertEquals(TimeVerdict.NOT_TESTABLE, TimeVerdict.of(recorded, null));
    }
}
