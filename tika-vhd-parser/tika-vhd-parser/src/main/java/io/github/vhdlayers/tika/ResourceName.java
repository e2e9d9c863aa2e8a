package io.github.vhdlayers.tika;

import io.github.vhdlayers.internal.text.LastPart;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The name that Tika was given for a document.
 *
 * <p>Tika's own constant for the key is a string in 3.x and a property in 4.x. Compiled against either, it is the wrong key
 * or a missing field on the other, so both keys are looked up by what they are.
 */
final class ResourceName {
    private static final String KEY_3X = "resourceName";
    private static final String KEY_4X = "tk:resource-name";

    private ResourceName() {}

    /** The name's last part, whichever slash it was written with; or null if there is no name. */
    static @Nullable String lastPart(Metadata metadata) {
        String name = metadata.get(KEY_4X);
        if (name == null) {
            name = metadata.get(KEY_3X);
        }
        if (name == null) {
            return null;
        }
        String last = LastPart.of(name);
        return last.isEmpty() ? null : last;
    }
}
