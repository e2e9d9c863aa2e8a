package io.github.vhdlayers.tsk.autopsy;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The plug-in's texts. */
final class Messages {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle(
            Messages.class.getPackageName() + ".Bundle", Locale.getDefault(), Messages.class.getClassLoader());

    private Messages() {}

    static String get(String key) {
        return BUNDLE.getString(key);
    }

    /** With values put in; numbers are given as text, so that no thousands are marked. */
    static String get(String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        return new MessageFormat(BUNDLE.getString(key).replace("'", "''"), Locale.ROOT).format(texts);
    }
}
