package io.github.vhdlayers.tool.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of {@code vhd report} shows, in the order in which it does; {@code report.html} says how. All of it is text that is
 * shown as it is, and every text that comes from a disk has passed {@code SafeText}; the template escapes it again for HTML.
 */
public record ReportView(
        String title,
        String file,
        List<Row> record,
        List<String> summary,
        List<Row> figures,
        List<Legend> legend,
        List<Style> styles,
        StripView strip,
        List<Layer> layers,
        @Nullable Missing missing,
        String table,
        List<RegionView> regions,
        List<Row> shadows,
        List<AuditView> audits,
        @Nullable String notAudited,
        List<FindingView> findings,
        List<Files> files,
        List<Row> made,
        List<Row> hashes,
        @Nullable String notHashed) {

    boolean hasRecord() {
        return !record.isEmpty();
    }

    boolean hasShadows() {
        return !shadows.isEmpty();
    }

    /** A label and what it is about. */
    public record Row(String label, String value) {}

    /** A colour and pattern that the page uses. */
    record Style(
            String id,
            String colour,
            String pattern,
            boolean rising,
            boolean dots,
            boolean falling,
            boolean upright,
            boolean level,
            boolean grid,
            boolean crossed) {
        static Style of(OwnerStyle style) {
            OwnerStyle.Pattern pattern = style.pattern();
            return new Style(
                    style.id(),
                    style.css(),
                    "p-" + style.id(),
                    pattern == OwnerStyle.Pattern.RISING,
                    pattern == OwnerStyle.Pattern.DOTS,
                    pattern == OwnerStyle.Pattern.FALLING,
                    pattern == OwnerStyle.Pattern.UPRIGHT,
                    pattern == OwnerStyle.Pattern.LEVEL,
                    pattern == OwnerStyle.Pattern.GRID,
                    pattern == OwnerStyle.Pattern.CROSSED);
        }
    }

    /** An owner, how it is drawn, and how much of the disk it has. */
    record Legend(String style, String name, String share) {}

    /** A file of the chain. */
    record Layer(
            int index,
            String style,
            String file,
            String kind,
            List<Row> facts,
            String owned,
            String percent,
            @Nullable String fits,
            List<String> doubts,
            boolean last) {}

    /** Where the chain breaks off. */
    record Missing(String fate, String problem, List<Row> tried, boolean nothingTried) {}

    /** A partition, table or gap. */
    record RegionView(
            String name,
            String about,
            String place,
            String size,
            List<Share> shares,
            @Nullable StripView zoom,
            String zoomed) {}

    /** How much of something is one owner's or of one kind. */
    record Share(String style, String name, String sectors, String percent) {}

    /** What of a layer is really new. */
    record AuditView(
            int layer,
            String file,
            String owned,
            List<Share> verdicts,
            List<AuditRow> regions,
            @Nullable String problem) {}

    /** The verdicts of a region, in the order of {@code LayerAudit.Verdict}. */
    record AuditRow(String region, List<String> sectors) {}

    /** What a layer did to files, and who holds its data. */
    public record Files(
            String title,
            String introduction,
            List<Row> counts,
            List<FileRow> changed,
            @Nullable String aside,
            @Nullable String more,
            List<FileRow> largest,
            List<Row> held,
            List<String> problems,
            boolean complete) {
        boolean hasChanged() {
            return !changed.isEmpty();
        }

        boolean hasLargest() {
            return !largest.isEmpty();
        }

        boolean hasHeld() {
            return !held.isEmpty();
        }
    }

    /** A file, what the layer did to it, its time and former path, and how many sectors the layer has of it. */
    record FileRow(
            String path,
            String status,
            @Nullable String happened,
            String modified,
            String size,
            String owned,
            String changedSectors) {}

    /** A finding in plain words. */
    record FindingView(
            String severity,
            String sign,
            String severityClass,
            String meaning,
            String advice,
            String code,
            String file,
            String structure,
            String detail,
            @Nullable String fileOffset) {}
}
