package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystems.support.ForwardingReader;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import java.util.ArrayList;
import java.util.List;

/** A volume that also begins as that of another file system: one of both is left over from before. It is read as one, and says so. */
final class AmbiguousVolume extends ForwardingReader {
    private final String other;

    AmbiguousVolume(VolumeReader inner, String other) {
        super(inner);
        this.other = other;
    }

    @Override
    public List<String> problems() {
        List<String> all = new ArrayList<>(inner.problems());
        all.add("the volume also begins as " + other + ", which is not shown");
        return List.copyOf(all);
    }
}
