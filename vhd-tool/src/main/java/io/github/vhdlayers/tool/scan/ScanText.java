package io.github.vhdlayers.tool.scan;

import io.github.vhdlayers.internal.scan.ScannedFile;
import io.github.vhdlayers.internal.text.LastPart;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.terminal.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A scan for people: trees, then what is odd, then what to do. */
public final class ScanText {
    private static final int NAME = 32;
    /** Deeper disks are not moved further to the right; their depth is printed. */
    private static final int DEEPEST = 5;

    /** The length of a day's date. */
    private static final int DAY = 10;

    private static final int MOST_COMMANDS = 20;

    private ScanText() {}

    /** Which times a line has room for. */
    public enum Columns {
        /** The day of a disk's creation. */
        DAY(0),
        /** When a disk was created, as its file records it. */
        CREATED(100),
        /** That, and when its file was last written, as this computer says it: on a wide screen. */
        WRITTEN(132);

        private final int width;

        Columns(int width) {
            this.width = width;
        }

        /** The most of them that can be shown in a line. */
        public static Columns of(Streams streams) {
            return streams.isAsWideAs(WRITTEN.width) ? WRITTEN : streams.fits(CREATED.width) ? CREATED : DAY;
        }
    }

    /**
     * The text.
     *
     * @param columns which times are shown
     * @param isLong whether a line below each disk says more of it
     */
    public static String of(ScanReport report, Columns columns, boolean isLong) {
        StringBuilder text = new StringBuilder();
        long disks = count(report, file -> file.kind() == ScannedFile.Kind.DISK);
        text.append(String.format(
                Locale.ROOT,
                "%s looked at: %s in %s%n",
                many(report.filesLookedAt(), "file"),
                many(disks, "disk"),
                many(report.chains(), "chain")));
        chains(report, text, columns, isLong);
        section(report, text, "Parent missing", file -> Boolean.TRUE.equals(file.parentMissing()), ScanText::missing);
        section(report, text, "Several files with one id", ScanText::isFirstTwin, file -> twins(file, report));
        section(
                report,
                text,
                "Opened, with errors",
                file -> file.kind() == ScannedFile.Kind.DISK && file.problem() != null,
                file -> "  " + file.path() + "\n    " + file.problem() + "\n");
        section(report, text, "Damaged", file -> file.kind() == ScannedFile.Kind.DAMAGED, ScanText::problem);
        section(report, text, "Other disk formats", file -> file.kind() == ScannedFile.Kind.FOREIGN, ScanText::problem);
        section(report, text, "Beside disks", file -> file.kind() == ScannedFile.Kind.COMPANION, ScanText::problem);
        section(report, text, "Not read", file -> file.kind() == ScannedFile.Kind.UNREADABLE, ScanText::problem);
        if (!report.problems().isEmpty()) {
            text.append("\nFolders not listed\n");
            report.problems()
                    .forEach(problem -> text.append("  ").append(problem).append('\n'));
        }
        commands(report, text);
        return text.toString();
    }

    private static void chains(ScanReport report, StringBuilder text, Columns columns, boolean isLong) {
        int shown = 0;
        for (ScanReport.FileInfo file : report.files()) {
            Integer chain = file.chain();
            if (chain == null) {
                continue;
            }
            if (chain != shown) {
                shown = chain;
                text.append(String.format(
                        Locale.ROOT,
                        "%nChain %d, disk of %s, in %s%s%n",
                        chain,
                        Words.bytes(Objects.requireNonNull(file.diskBytes())),
                        folder(file.path()),
                        columns == Columns.DAY ? " (days are those of creation)" : ""));
            }
            int depth = Objects.requireNonNull(file.depth());
            String name = "  ".repeat(Math.min(DEEPEST, depth) + 1)
                    + (depth > DEEPEST ? "(" + depth + ") " : "")
                    + LastPart.of(file.path());
            text.append(String.format(
                    Locale.ROOT,
                    "%-" + NAME + "s %-12s %9s  %s%s%n",
                    name,
                    file.diskType(),
                    Words.bytes(file.fileBytes()),
                    times(file, columns),
                    note(file)));
            if (isLong) {
                String indent = "  ".repeat(Math.min(DEEPEST, depth) + 3);
                text.append(indent).append(String.join("; ", facts(file))).append('\n');
            }
        }
    }

    /** What else is recorded of a disk, and when its file was last written. */
    private static List<String> facts(ScanReport.FileInfo file) {
        List<String> facts = new ArrayList<>();
        facts.add("written " + minute(file.fileTime()) + ", says this computer");
        if (file.parentTime() != null) {
            facts.add("its parent's " + minute(file.parentTime()) + ", it records");
        }
        facts.add("made by " + Objects.requireNonNullElse(file.creator(), Words.NOT_RECORDED));
        facts.add("id " + Objects.requireNonNullElse(file.id(), Words.NOT_RECORDED));
        return facts;
    }

    private static String times(ScanReport.FileInfo file, Columns columns) {
        String created = minute(file.created());
        if (columns == Columns.DAY) {
            return created.isEmpty() ? "-         " : created.substring(0, DAY);
        }
        String creation = created.isEmpty() ? "creation not recorded" : "created " + created;
        return columns == Columns.CREATED
                ? creation
                : String.format(Locale.ROOT, "%-24s  file written %s", creation, minute(file.fileTime()));
    }

    private static String note(ScanReport.FileInfo file) {
        List<String> notes = new ArrayList<>();
        if (Boolean.TRUE.equals(file.parentMissing())) {
            notes.add("PARENT MISSING");
        }
        if (!file.sameId().isEmpty()) {
            notes.add("id not unique");
        }
        if (Boolean.TRUE.equals(file.leaf()) && !Integer.valueOf(0).equals(file.depth())) {
            notes.add("leaf");
        }
        return notes.isEmpty() ? "" : "  " + String.join(", ", notes);
    }

    private static String missing(ScanReport.FileInfo file) {
        String names =
                file.parentNames().isEmpty() ? "" : ", which it calls " + String.join(" or ", file.parentNames());
        return "  " + file.path() + "\n    needs the disk with id "
                + Objects.requireNonNullElse(file.parentId(), "(not recorded)") + names + "\n";
    }

    /** Each group is shown once, at the file that comes first. */
    private static boolean isFirstTwin(ScanReport.FileInfo file) {
        return !file.sameId().isEmpty()
                && file.sameId().stream().allMatch(other -> file.path().compareTo(other) < 0);
    }

    private static String twins(ScanReport.FileInfo file, ScanReport report) {
        String verdict = file.sameBytes() == null
                ? "not all bytes were compared"
                : file.sameBytes() ? "the same bytes" : "DIFFERENT BYTES: " + file.sameIdAdvice();
        return "  " + file.path() + "\n  " + String.join("\n  ", file.sameId()) + "\n    " + verdict + "\n"
                + equal(file, report);
    }

    /** Where not all are equal: those that are, as far as they were compared. */
    private static String equal(ScanReport.FileInfo first, ScanReport report) {
        StringBuilder text = new StringBuilder();
        if (!Boolean.TRUE.equals(first.sameBytes())) {
            for (ScanReport.FileInfo file : report.files()) {
                boolean isOfGroup = file.equals(first) || first.sameId().contains(file.path());
                boolean isFirst = file.sameBytesAs().stream()
                        .allMatch(other -> file.path().compareTo(other) < 0);
                if (isOfGroup && isFirst && !file.sameBytesAs().isEmpty()) {
                    text.append("    the same bytes: ")
                            .append(file.path())
                            .append(", ")
                            .append(String.join(", ", file.sameBytesAs()))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String problem(ScanReport.FileInfo file) {
        String advice = file.next() == null ? "" : "; " + file.next();
        return "  " + file.path() + "\n    " + file.problem() + advice + "\n";
    }

    private static void section(
            ScanReport report,
            StringBuilder text,
            String title,
            Predicate<ScanReport.FileInfo> which,
            Function<ScanReport.FileInfo, String> line) {
        List<ScanReport.FileInfo> files = report.files().stream().filter(which).toList();
        if (!files.isEmpty()) {
            text.append('\n').append(title).append('\n');
            files.forEach(file -> text.append(line.apply(file)));
        }
    }

    private static void commands(ScanReport report, StringBuilder text) {
        List<ScanReport.FileInfo> leaves = report.files().stream()
                .filter(file -> Boolean.TRUE.equals(file.leaf()))
                .toList();
        if (leaves.isEmpty()) {
            return;
        }
        text.append("\nTo go on, name a leaf\n");
        for (ScanReport.FileInfo leaf : leaves.subList(0, Math.min(MOST_COMMANDS, leaves.size()))) {
            text.append("  ").append(leaf.next()).append(parents(leaf)).append('\n');
        }
        if (leaves.size() > MOST_COMMANDS) {
            text.append("  and ").append(leaves.size() - MOST_COMMANDS).append(" more\n");
        }
    }

    /** Where the parent is, if it is elsewhere. */
    private static String parents(ScanReport.FileInfo leaf) {
        String parent = leaf.parentPath();
        return parent == null || folder(parent).equals(folder(leaf.path())) ? "" : " --parents " + folder(parent);
    }

    private static long count(ScanReport report, Predicate<ScanReport.FileInfo> which) {
        return report.files().stream().filter(which).count();
    }

    private static String many(long count, String what) {
        return Words.number(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static String minute(@Nullable String time) {
        return time == null ? "" : time.replaceFirst("T(\\d\\d:\\d\\d).*", " $1");
    }

    private static String folder(String path) {
        int end = LastPart.start(path) - 1;
        return end < 0 ? "." : end == 0 ? "/" : path.substring(0, end);
    }
}
