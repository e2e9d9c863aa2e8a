package io.github.vhdlayers.tsk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a file's data is, out of the text that the Sleuth Kit prints for it: the one public way that exists on every system.
 *
 * <p>The text holds names from the disk, and a name can hold line breaks. So the part with the runs is read by a strict grammar: a line
 * that should not be there, or the same attribute twice, makes the whole text unusable.
 */
final class IstatText {
    private static final Pattern NTFS_ATTRIBUTE =
            Pattern.compile("Type: [^ ]* \\((\\d{1,9})-(\\d{1,5})\\)   Name: [^\\r"
                    + "\\n"
                    + "]*   (Non-Resident|Resident)(?:, (?:Encrypted|Compressed|Sparse))*   size: \\d+(?:  init_size:"
                    + " \\d+)?\\s*");
    private static final Pattern RUN =
            Pattern.compile("  Starting address: (X|\\d{1,18}), length: (\\d{1,18})\\s*[A-Za-z]*\\s*");
    private static final Pattern RECORD = Pattern.compile("Type: \\d+-\\d+\\s+MFT Entry: (\\d{1,18})\\s+VCN: \\d+\\s*");

    private final Map<Key, Attribute> attributes = new HashMap<>();
    private final List<Run> blocks = new ArrayList<>();
    private final List<Run> indirectBlocks = new ArrayList<>();
    private final List<Long> otherRecords = new ArrayList<>();
    private boolean listsContent;

    private IstatText() {}

    /** Consecutive blocks of a file system. */
    record Run(long firstBlock, long blockCount) {}

    private record Key(int type, int id) {}

    /**
     * An attribute of an NTFS file.
     *
     * @param resident whether it is in the MFT record
     * @param runs where it is otherwise
     */
    record Attribute(boolean resident, List<Run> runs) {}

    /** Why a text is no use. */
    static final class UnclearException extends Exception {
        private static final long serialVersionUID = 1L;

        UnclearException(String message) {
            super(message);
        }
    }

    /**
     * Reads a text.
     *
     * @param lines as the Sleuth Kit gives them
     * @throws UnclearException if a line is where it should not be
     */
    static IstatText parse(List<String> lines) throws UnclearException {
        IstatText text = new IstatText();
        List<Run> into = null;
        boolean ntfs = false;
        for (String line : lines) {
            Matcher run = RUN.matcher(line);
            if (line.strip().equals("Attributes:")) {
                if (ntfs || into != null) {
                    throw new UnclearException("two lists of attributes");
                }
                ntfs = true;
            } else if (ntfs) {
                Matcher attribute = NTFS_ATTRIBUTE.matcher(line);
                if (attribute.matches()) {
                    into = text.add(attribute);
                } else if (run.matches() && into != null) {
                    add(into, run);
                } else if (!line.isBlank()) {
                    throw new UnclearException("an unexpected line in the list of attributes: " + line);
                }
            } else if (line.equals("Sectors:") || line.equals("Direct Blocks:")) {
                into = text.start(text.blocks, into != null, line);
            } else if (line.equals("Indirect Blocks:") || line.equals("Extent Blocks:")) {
                into = text.start(text.indirectBlocks, into == null, line);
            } else if (run.matches()) {
                if (into == null) {
                    throw new UnclearException("a run before the list of runs: " + line);
                }
                text.listsContent |= into == text.blocks;
                add(into, run);
            } else {
                Matcher record = RECORD.matcher(line);
                if (record.matches()) {
                    text.otherRecords.add(Long.parseLong(record.group(1)));
                } else if (into != null && !line.isBlank()) {
                    throw new UnclearException("an unexpected line in the list of runs: " + line);
                }
            }
        }
        return text;
    }

    private List<Run> start(List<Run> list, boolean wrong, String line) throws UnclearException {
        if (wrong || !list.isEmpty()) {
            throw new UnclearException("an unexpected line: " + line);
        }
        return list;
    }

    private List<Run> add(Matcher header) throws UnclearException {
        Key key = new Key(Integer.parseInt(header.group(1)), Integer.parseInt(header.group(2)));
        List<Run> runs = new ArrayList<>();
        Attribute attribute = new Attribute("Resident".equals(header.group(3)), runs);
        if (attributes.put(key, attribute) != null) {
            throw new UnclearException("attribute " + key.type() + "-" + key.id() + " is there twice");
        }
        return runs;
    }

    private static void add(List<Run> into, Matcher run) {
        // What is sparse is nowhere.
        if (!run.group(1).equals("X")) {
            into.add(new Run(Long.parseLong(run.group(1)), Long.parseLong(run.group(2))));
        }
    }

    /** An attribute, or null if the file has none of that type and id. */
    @Nullable
    Attribute attribute(int type, int id) {
        return attributes.get(new Key(type, id));
    }

    /** The runs of all attributes of a type. */
    List<Run> runsOfType(int type) {
        List<Run> runs = new ArrayList<>();
        attributes.forEach((key, attribute) -> {
            if (key.type() == type) {
                runs.addAll(attribute.runs());
            }
        });
        return runs;
    }

    /** Whether any run of such data is listed, be it a hole. */
    boolean listsContent() {
        return listsContent;
    }

    /** The data of a file of FAT, exFAT, ext and their like. */
    List<Run> blocks() {
        return List.copyOf(blocks);
    }

    /** The blocks in which such a file system lists a file's blocks. */
    List<Run> indirectBlocks() {
        return List.copyOf(indirectBlocks);
    }

    /** MFT records that the file has in addition to its own. */
    List<Long> otherRecords() {
        return List.copyOf(otherRecords);
    }
}
