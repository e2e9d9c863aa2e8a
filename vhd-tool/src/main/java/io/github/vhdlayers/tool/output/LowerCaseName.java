package io.github.vhdlayers.tool.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Locale;

/** Writes a constant by its name in lower case, so that a document's records keep the constant and not a word for it. */
public final class LowerCaseName extends StdSerializer<Enum<?>> {
    private static final long serialVersionUID = 1;

    /** For the annotations that name it. */
    public LowerCaseName() {
        super(Enum.class, false);
    }

    @Override
    public void serialize(Enum<?> constant, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeString(constant.name().toLowerCase(Locale.ROOT));
    }
}
