package io.github.vhdlayers.tsk;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What is shown while something is done. What is kept in a case is not among it: that is English wherever it is written, so that a case
 * reads the same for every examiner and is understood by the next run.
 */
final class Texts {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle(
            Texts.class.getPackageName() + ".Texts", Locale.getDefault(), Texts.class.getClassLoader());

    private Texts() {}

    /** With values put in; numbers are given as text, so that no thousands are marked. */
    static String get(String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        return new MessageFormat(BUNDLE.getString(key).replace("'", "''"), Locale.ROOT).format(texts);
    }
}
