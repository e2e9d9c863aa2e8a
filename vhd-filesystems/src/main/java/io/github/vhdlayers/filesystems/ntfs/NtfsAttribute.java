package io.github.vhdlayers.filesystems.ntfs;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attribute of a file, put together from all its parts. Immutable once it is made. */
final class NtfsAttribute {
    /** The most runs that are decoded of one attribute. */
    static final int MOST_RUNS = 1_000_000;

    private final Attribute head;
    private final int id;
    private final String name;
    private final @Nullable RunList runs;
    private final long size;
    private final long initialised;
    private final @Nullable String problem;

    private NtfsAttribute(
            Attribute head, int id, @Nullable RunList runs, long size, long initialised, @Nullable String problem) {
        this.head = head;
        this.id = id;
        this.name = head.name();
        this.runs = runs;
        this.size = size;
        this.initialised = initialised;
        this.problem = problem;
    }

    /** An attribute that is in one part. */
    static NtfsAttribute of(Attribute only, int clusterBytes) {
        if (only.isResident()) {
            return new NtfsAttribute(only, only.id(), null, only.valueLength(), only.valueLength(), null);
        }
        Joining joining = new Joining(clusterBytes, only);
        joining.add(only);
        return joining.finish();
    }

    /**
     * Joins the parts of an attribute.
     *
     * @param parts of one type and name, at least one; sorted here
     * @param clusterBytes how many bytes a cluster has
     */
    static NtfsAttribute join(List<Attribute> parts, int clusterBytes) {
        if (parts.size() > 1) {
            parts.sort(Comparator.comparingLong(Attribute::firstVcn));
        }
        Attribute head = parts.get(0);
        if (parts.size() == 1) {
            return of(head, clusterBytes);
        }
        if (head.isResident()) {
            String problem = title(head) + " is there " + parts.size() + " times";
            return new NtfsAttribute(head, head.id(), null, head.valueLength(), head.valueLength(), problem);
        }
        Joining joining = new Joining(clusterBytes, head);
        for (Attribute part : parts) {
            joining.add(part);
        }
        return joining.finish();
    }

    private static String title(Attribute head) {
        String type = head.type() == Attribute.DATA
                ? "its content"
                : "its attribute of type 0x" + Integer.toHexString(head.type());
        return head.isNamed() ? type + " \"" + head.name() + "\"" : type;
    }

    /** Joins the parts of an attribute that is not resident. */
    private static final class Joining {
        private final RunList runs = new RunList();
        private final Problems problems = new Problems();
        private final int clusterBytes;
        private final Attribute head;
        private final long most;

        Joining(int clusterBytes, Attribute head) {
            this.clusterBytes = clusterBytes;
            this.head = head;
            this.most = Long.MAX_VALUE / 8 / clusterBytes;
        }

        void add(Attribute part) {
            long first = part.firstVcn();
            long last = part.isResident() ? -2 : part.lastVcn();
            if (first < runs.end() || last < first - 1 || last >= most) {
                problems.add(title(head) + " has a part for clusters " + first + " to " + last
                        + ", which overlaps another or is impossible");
                return;
            }
            if (first > runs.end()) {
                problems.add(title(head) + ": the part of its runs from cluster " + runs.end() + " to " + first
                        + " is missing");
                runs.add(RunList.LOST, first - runs.end());
            }
            try {
                MappingPairs.decode(
                        part.record().bytes(), part.runsAt(), part.end(), last + 1 - first, runs, MOST_RUNS);
                if (runs.end() <= last) {
                    problems.add(title(head) + ": its list of runs ends at cluster " + runs.end() + " instead of "
                            + (last + 1));
                }
            } catch (NtfsDamage e) {
                problems.add(title(head) + ": " + e.getMessage());
            }
            if (runs.end() <= last) {
                runs.add(RunList.LOST, last + 1 - runs.end());
            }
        }

        NtfsAttribute finish() {
            long size = head.realSize();
            long initialised = head.initialisedSize();
            if (head.firstVcn() != 0) {
                // The sizes are in the part that is missing.
                size = runs.end() * clusterBytes;
                initialised = size;
            } else if (size < 0 || size > most * clusterBytes || initialised < 0) {
                problems.add(title(head) + " has a size of " + size + ", initialised " + initialised);
                size = runs.end() * clusterBytes;
                initialised = size;
                RunList lost = new RunList();
                if (runs.end() > 0) {
                    lost.add(RunList.LOST, runs.end());
                }
                return new NtfsAttribute(head, head.id(), lost, size, initialised, problems.text());
            }
            long needed = (size + clusterBytes - 1) / clusterBytes;
            if (runs.end() < needed) {
                problems.add(
                        title(head) + " has " + size + " bytes and runs for " + runs.end() * clusterBytes + " only");
                runs.add(RunList.LOST, needed - runs.end());
            }
            return new NtfsAttribute(head, head.id(), runs, size, Math.min(initialised, size), problems.text());
        }
    }

    int type() {
        return head.type();
    }

    String name() {
        return name;
    }

    /** Its number, which no other attribute of the file has. */
    int id() {
        return id;
    }

    /** The same under another number: records number their own attributes, each from 0 on. */
    NtfsAttribute withId(int other) {
        return new NtfsAttribute(head, other, runs, size, initialised, problem);
    }

    /** The first of its parts. */
    Attribute head() {
        return head;
    }

    boolean isResident() {
        return runs == null;
    }

    /** Whether its bytes are stored in another form than they are read. Of a resident one the flag is only meant for later. */
    boolean isCompressed() {
        return runs != null && (head.flags() & Attribute.COMPRESSION) != 0;
    }

    boolean isEncrypted() {
        return (head.flags() & Attribute.ENCRYPTED) != 0;
    }

    /** How many bytes it has. */
    long size() {
        return size;
    }

    /** How many of them were ever written; the others read as zeros. */
    long initialised() {
        return initialised;
    }

    /** Its runs; only of one that is not resident. */
    RunList runs() {
        if (runs == null) {
            throw new IllegalStateException("resident");
        }
        return runs;
    }

    /** What is wrong with it, or null. */
    @Nullable
    String problem() {
        return problem;
    }
}
