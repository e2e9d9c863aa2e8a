package io.github.vhdlayers.tool.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Objects;

/**
 * What every JSON document of the tool begins with: which program made it, by which command, and by which version of its fields.
 * Lines of JSON Lines have no envelope, so that each is a row alone.
 */
public final class JsonEnvelope {
    /** Goes up when a field is renamed, removed or changes its meaning; new fields do not count. */
    static final int SCHEMA_VERSION = 1;

    private JsonEnvelope() {}

    /** Writes the fields behind the document's first brace. */
    public static void write(JsonGenerator json, String command) throws IOException {
        json.writeStringField("tool", "vhd");
        json.writeStringField("version", version());
        json.writeNumberField("schema_version", SCHEMA_VERSION);
        json.writeStringField("command", command);
    }

    /** The version of this program; {@code unknown} where it does not run from its jar. */
    public static String version() {
        return Objects.requireNonNullElse(JsonEnvelope.class.getPackage().getImplementationVersion(), "unknown");
    }
}
