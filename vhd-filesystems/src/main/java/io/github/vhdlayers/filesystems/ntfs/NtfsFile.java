package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file with all its attributes, put together from its MFT record and the records that extend it. Immutable. */
final class NtfsFile {
    /** So many entries of an attribute list that lead nowhere end it. */
    private static final int MOST_WRONG = 16;

    private static final int FEW = 12;

    private final FileRecord base;
    private final List<NtfsAttribute> attributes;
    private final List<Long> extensions;
    private final @Nullable String problem;

    private NtfsFile(FileRecord base, List<NtfsAttribute> attributes, List<Long> extensions, @Nullable String problem) {
        this.base = base;
        this.attributes = attributes;
        this.extensions = extensions;
        this.problem = problem;
    }

    /** The file of a record, which is not an extension. What cannot be read of it is its problem. */
    static NtfsFile of(Mft mft, NtfsVolumeBytes volume, FileRecord base) {
        Problems problems = new Problems();
        List<Attribute> own = base.attributes(problems);
        int clusterBytes = volume.geometry().clusterBytes();
        for (int i = 0; i < own.size(); i++) {
            Attribute attribute = own.get(i);
            if (attribute.type() == Attribute.ATTRIBUTE_LIST && !attribute.isNamed()) {
                List<Long> extensions = new ArrayList<>();
                Collecting collecting = new Collecting(mft, volume, base, problems, extensions);
                List<NtfsAttribute> joined = join(collecting.collect(own, attribute), clusterBytes, problems);
                if (!extensions.isEmpty()) {
                    number(joined, base.number(), collecting.lastId(own));
                }
                return new NtfsFile(base, joined, extensions, problems.text());
            }
        }
        List<NtfsAttribute> each =
                areApart(own) ? each(own, clusterBytes, problems) : join(own, clusterBytes, problems);
        return new NtfsFile(base, each, List.of(), problems.text());
    }

    /** Whether there are few attributes, and each is one of its own: so it is in nearly every record. */
    private static boolean areApart(List<Attribute> all) {
        if (all.size() > FEW) {
            return false;
        }
        // Records have their attributes sorted by type, and types alone most often tell them apart.
        for (int i = 1; i < all.size(); i++) {
            Attribute one = all.get(i);
            int type = one.type();
            for (int j = 0; j < i; j++) {
                Attribute other = all.get(j);
                if (other.type() == type && type != Attribute.FILE_NAME && one.isPartOf(other)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<NtfsAttribute> each(List<Attribute> all, int clusterBytes, Problems problems) {
        List<NtfsAttribute> each = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            NtfsAttribute one = NtfsAttribute.of(all.get(i), clusterBytes);
            each.add(one);
            if (one.problem() != null) {
                problems.add(one.problem());
            }
        }
        return each;
    }

    /** Gives attributes of other records numbers behind those of the list, in its order, as The Sleuth Kit does. */
    private static void number(List<NtfsAttribute> attributes, long base, int lastId) {
        int last = lastId;
        for (int i = 0; i < attributes.size(); i++) {
            NtfsAttribute attribute = attributes.get(i);
            if (attribute.head().record().number() != base && attribute.type() != Attribute.FILE_NAME) {
                attributes.set(i, attribute.withId(++last));
            }
        }
    }

    private static List<NtfsAttribute> join(List<Attribute> all, int clusterBytes, Problems problems) {
        List<List<Attribute>> groups = new ArrayList<>(all.size());
        Map<String, List<Attribute>> byName = all.size() > FEW ? new HashMap<>() : Map.of();
        for (Attribute attribute : all) {
            List<Attribute> group = null;
            // Each name is one of its own.
            if (attribute.type() != Attribute.FILE_NAME) {
                group = all.size() > FEW
                        ? byName.computeIfAbsent(attribute.type() + " " + attribute.name(), key -> new ArrayList<>(1))
                        : find(groups, attribute);
            }
            if (group == null || group.isEmpty()) {
                group = group == null ? new ArrayList<>(1) : group;
                groups.add(group);
            }
            group.add(attribute);
        }
        List<NtfsAttribute> joined = new ArrayList<>(groups.size());
        for (List<Attribute> group : groups) {
            NtfsAttribute one = NtfsAttribute.join(group, clusterBytes);
            joined.add(one);
            if (one.problem() != null) {
                problems.add(one.problem());
            }
        }
        return joined;
    }

    private static @Nullable List<Attribute> find(List<List<Attribute>> groups, Attribute attribute) {
        for (List<Attribute> group : groups) {
            if (attribute.isPartOf(group.get(0))) {
                return group;
            }
        }
        return null;
    }

    /** Collects the parts of a file that has more than one record. */
    private static final class Collecting {
        private final Mft mft;
        private final NtfsVolumeBytes volume;
        private final FileRecord base;
        private final Problems problems;
        private final List<Long> extensions;
        private final Map<Long, List<Attribute>> left = new HashMap<>();
        private int wrong;
        private int lastId;
        private boolean hasName;
        private int names;

        Collecting(Mft mft, NtfsVolumeBytes volume, FileRecord base, Problems problems, List<Long> extensions) {
            this.mft = mft;
            this.volume = volume;
            this.base = base;
            this.problems = problems;
            this.extensions = extensions;
        }

        List<Attribute> collect(List<Attribute> own, Attribute list) {
            List<Attribute> all = new ArrayList<>(own);
            left.put(base.number(), new ArrayList<>(own));
            try {
                AttributeList.read(list, volume, entry -> add(entry, all));
            } catch (IOException e) {
                problems.add("its attribute list cannot be read: " + e.getMessage());
            }
            return all;
        }

        /** The last number that is taken. */
        int lastId(List<Attribute> own) {
            return Math.max(lastId, own.stream().mapToInt(Attribute::id).max().orElse(0)) + names;
        }

        /** Adds what an entry names; false if so many are wrong that the rest is not believed. */
        private boolean add(AttributeList.Entry entry, List<Attribute> all) {
            lastId = Math.max(lastId, entry.id());
            if (entry.type() == Attribute.FILE_NAME && !hasName) {
                hasName = true;
                // All names together take one number, if the first of them is in another record.
                names = entry.record() == base.number() ? 0 : 1;
            }
            List<Attribute> found = left.get(entry.record());
            if (found == null) {
                found = open(entry);
                left.put(entry.record(), found);
            }
            for (int i = 0; i < found.size(); i++) {
                if (entry.means(found.get(i))) {
                    Attribute match = found.remove(i);
                    if (entry.record() != base.number()) {
                        all.add(match);
                    }
                    return true;
                }
            }
            problems.add("MFT record " + entry.record() + " has no part of type 0x" + Integer.toHexString(entry.type())
                    + " that its attribute list names");
            if (++wrong < MOST_WRONG) {
                return true;
            }
            problems.add("the rest of its attribute list is not read, because " + wrong + " entries are wrong");
            return false;
        }

        private List<Attribute> open(AttributeList.Entry entry) {
            FileRecord extension;
            try {
                extension = mft.record(entry.record());
            } catch (IOException e) {
                problems.add("part of it cannot be read: " + e.getMessage());
                return new ArrayList<>();
            }
            if (extension == null || !isOwn(extension, entry)) {
                problems.add("MFT record " + entry.record()
                        + ", which its attribute list names, is not a part of it (any more)");
                return new ArrayList<>();
            }
            extensions.add(entry.record());
            return extension.attributes(problems);
        }

        /** Whether a record says that it extends this file; of a deleted one both may have been counted up since. */
        private boolean isOwn(FileRecord extension, AttributeList.Entry entry) {
            if (extension.baseNumber() != base.number() || !extension.isExtension()) {
                return false;
            }
            if (base.isInUse()) {
                return extension.isInUse()
                        && extension.sequence() == entry.sequence()
                        && extension.baseSequence() == base.sequence();
            }
            return !extension.isInUse()
                    && extension.sequenceInUse() == entry.sequence()
                    && (extension.baseSequence() == base.sequenceInUse()
                            || extension.baseSequence() == base.sequence());
        }
    }

    FileRecord base() {
        return base;
    }

    /** All attributes: each name, and each other one once. */
    List<NtfsAttribute> attributes() {
        return attributes;
    }

    /** The numbers of the records that extend it. */
    List<Long> extensions() {
        return extensions;
    }

    /** What of it could not be understood, or null. */
    @Nullable
    String problem() {
        return problem;
    }

    /** An attribute by type and name, or null. */
    @Nullable
    NtfsAttribute find(int type, String name) {
        for (int i = 0; i < attributes.size(); i++) {
            NtfsAttribute attribute = attributes.get(i);
            if (attribute.type() == type && attribute.name().equals(name)) {
                return attribute;
            }
        }
        return null;
    }

    /** Whether one of its names is this one in a folder. */
    boolean hasName(long folder, String name) {
        for (int i = 0; i < attributes.size(); i++) {
            NtfsAttribute attribute = attributes.get(i);
            if (attribute.type() == Attribute.FILE_NAME && attribute.isResident()) {
                Attribute head = attribute.head();
                int at = head.valueAt();
                if (NtfsName.isNameIn(head.record().bytes(), at, at + head.valueLength(), folder, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Its names, as far as they are whole. */
    List<NtfsName> names() {
        List<NtfsName> names = new ArrayList<>(2);
        for (NtfsAttribute attribute : attributes) {
            if (attribute.type() == Attribute.FILE_NAME && attribute.isResident()) {
                Attribute head = attribute.head();
                NtfsName name = NtfsName.of(head.record().bytes(), head.valueAt(), head.valueAt() + head.valueLength());
                if (name != null) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
