package io.github.vhdlayers.tsk;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What is shown while something is done, each with its key in the bundle. What is kept in a case is not among it: that is English wherever it
 * is written, so that a case reads the same for every examiner and is understood by the next run.
 */
enum Texts {
    TASK_HASHING,
    TASK_COPYING,
    TASK_TRIAL,
    TASK_ADDING,
    TASK_FOLDER,
    TASK_COMPARING,
    TASK_FILES,
    TASK_ANNOTATING,
    TASK_WAITING,
    TASK_SEARCHING,
    TASK_TWINS,
    ANNOTATION_INCOMPLETE;

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle(
            Texts.class.getPackageName() + ".Texts", Locale.getDefault(), Texts.class.getClassLoader());

    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '.');

    /** The key in the bundle. */
    String key() {
        return key;
    }

    String text() {
        return BUNDLE.getString(key);
    }

    /** With values put in; numbers are given as text, so that no thousands are marked. */
    String with(Object... values) {
        String pattern = text().replace("'", "''");
        return new MessageFormat(pattern, Locale.ROOT)
                .format(Arrays.stream(values).map(String::valueOf).toArray());
    }
}
