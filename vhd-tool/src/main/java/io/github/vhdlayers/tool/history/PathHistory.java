package io.github.vhdlayers.tool.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.vhdlayers.analysis.files.FileOwnership;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One path through time: what {@code vhd history --path} has to say.
 *
 * @param file the disk that was named
 * @param path the path that was named
 * @param complete whether all that is said is known and beyond doubt
 * @param versions what each layer made of the file, the oldest first; layers that left it alone are not among them
 * @param problems what could not be read or is in doubt
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PathHistory(String file, String path, boolean complete, List<Version> versions, List<String> problems) {
    /** Times that are stored with a name, and that programs which set a file's times leave as they are. */
    record NameTimes(
            @Nullable String modified, @Nullable String accessed, @Nullable String changed, @Nullable String created) {}

    /**
     * A version, or the end of one.
     *
     * @param begin when the layer was begun, by its own record; null for a base, and where none is recorded
     * @param end when the layer above it was begun, or of the newest one when its file was last written; null if that is not known
     * @param path where the file is in this version, or was when it was deleted
     * @param formerPath where the same file was before, if elsewhere and known
     * @param size how many bytes it has; null if that is not known, or it was deleted
     * @param owner who owns it, as the file system records it, or null
     * @param nameTimes the times that are stored with its name, or null
     * @param sha256 of the content, or null if there is none, it was deleted or could not be read; of a file that came and went, of what its
     *     sectors hold, if no other file uses them
     * @param savedAs the file that the content was saved to, or null
     */
    record Version(
            int layer,
            String layerFile,
            @Nullable String begin,
            @Nullable String end,
            @JsonSerialize(using = ToStringSerializer.class) FileOwnership.Status status,
            List<String> reasons,
            String path,
            @Nullable String formerPath,
            @Nullable Long size,
            @Nullable String modified,
            @Nullable String accessed,
            @Nullable String changed,
            @Nullable String created,
            @Nullable String owner,
            @Nullable String group,
            @Nullable String mode,
            @Nullable String linkTarget,
            @Nullable String objectId,
            @Nullable NameTimes nameTimes,
            @Nullable String sha256,
            @Nullable String savedAs,
            @Nullable String problem,
            @Nullable String doubt) {}
}
