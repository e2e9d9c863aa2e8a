package io.github.vhdlayers.tika;

import java.util.Map;
import org.apache.tika.config.Initializable;
import org.apache.tika.config.InitializableProblemHandler;
import org.apache.tika.config.Param;
import org.apache.tika.exception.TikaConfigException;

/**
 * The detector as Tika 3.x's XML configuration should name it: a setting that does not exist is an error when Tika starts. Tika 3.x
 * itself ignores such a one, and so it does if {@link VhdDetector} is named. Of no use on 4.x, where the JSON is strict by itself.
 */
public final class XmlVhdDetector extends VhdDetector implements Initializable {
    private static final long serialVersionUID = 1L;

    /** A detector with the default settings. */
    public XmlVhdDetector() {}

    @Override
    @SuppressWarnings("rawtypes") // Tika's own signature
    public void initialize(Map<String, Param> settings) throws TikaConfigException {
        XmlSettings.requireKnown(VhdDetector.class, settings.keySet());
    }

    @Override
    public void checkInitialization(InitializableProblemHandler handler) {
        // The setters have checked every value.
    }
}
