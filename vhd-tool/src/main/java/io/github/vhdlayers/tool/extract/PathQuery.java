package io.github.vhdlayers.tool.extract;

import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.internal.text.PathText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which file of a disk a user means: a path as {@code vhd files} prints it, an address of metadata, or both.
 *
 * @param label the partition that was named, or null for any
 * @param targets the paths and streams that the text can mean; none if only an address was given
 * @param address the address of the metadata, or null
 */
public record PathQuery(@Nullable String label, List<Target> targets, @Nullable Long address) {
    private static final Pattern LABEL =
            Pattern.compile("(p\\d+|disk|[\\w+.-]+/[\\w+.-]+):(?=[/$]|$)(.*)", Pattern.DOTALL);

    /** A path as it is in the file system, and the name of a stream, which is empty for the main content. */
    record Target(String path, String stream) {}

    public static PathQuery of(@Nullable String text, @Nullable Long address) {
        if (text == null) {
            return new PathQuery(null, List.of(), address);
        }
        Matcher matcher = LABEL.matcher(text);
        boolean labelled = matcher.matches();
        String path = labelled ? matcher.group(2) : text;
        List<Target> targets = new ArrayList<>();
        if (!path.isEmpty()) {
            add(path, true, targets);
            // A path that was typed as it is, although it looks like one with escapes.
            add(path, false, targets);
        }
        return new PathQuery(labelled ? matcher.group(1) : null, targets, address);
    }

    private static void add(String text, boolean escaped, List<Target> targets) {
        for (int colon = text.length(); colon > 0; colon = text.lastIndexOf(':', colon - 1)) {
            String path = text.substring(0, colon);
            String stream = colon == text.length() ? "" : text.substring(colon + 1);
            Target target =
                    escaped ? new Target(PathText.unescape(path), PathText.unescape(stream)) : new Target(path, stream);
            if (!targets.contains(target)) {
                targets.add(target);
            }
        }
    }

    boolean isIn(FileSystemInfo system) {
        return label == null || label.equals(system.label());
    }

    /** The streams that are meant of a name; none if the name is not meant. */
    List<String> streamsOf(FileName name) {
        List<String> streams = new ArrayList<>();
        if (address == null || address == name.address()) {
            for (Target target : targets) {
                if (target.path().equals(name.path())) {
                    streams.add(target.stream());
                }
            }
            if (targets.isEmpty()) {
                streams.add("");
            }
        }
        return streams;
    }

    /** How well a path is what was asked for: the first target is the text as it is printed. */
    int rankOf(FileName name, String stream) {
        int rank = targets.indexOf(new Target(name.path(), stream));
        return rank < 0 ? targets.size() : rank;
    }
}
