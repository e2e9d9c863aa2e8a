package io.github.vhdlayers.tsk.autopsy;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** The plug-in's texts, each with its key in the bundle. */
enum Messages {
    TYPE,
    MODULE_NAME,
    MODULE_DESCRIPTION,
    SERVICE_NAME,
    SERVICE_UNLISTED,
    SERVICE_UNREADABLE,
    PANEL_FILE,
    PANEL_BROWSE,
    PANEL_CHOOSER,
    PANEL_PARENTS,
    PANEL_COPY,
    PANEL_DIRECT,
    PANEL_RISK,
    PANEL_ORPHAN,
    PANEL_ZONE,
    PANEL_ANNOTATE,
    PANEL_TRIAL,
    PANEL_TRIAL_TIP,
    PANEL_MISSING,
    PANEL_REFUSED,
    PANEL_LAYER,
    PANEL_LEAF,
    PANEL_LINK,
    PANEL_ESTIMATE,
    PANEL_ESTIMATE_UNKNOWN,
    PANEL_NOSPACE,
    PANEL_IMPOSSIBLE,
    PANEL_LOOKING,
    PANEL_CHOOSE,
    PANEL_FILL,
    RUN_PREPARING,
    RUN_CANCELLED,
    RUN_UNANNOTATED,
    RUN_FALLBACK,
    INGEST_DONE,
    INGEST_UNATTACHED,
    INGEST_FAILED,
    VIEWER_TITLE,
    VIEWER_TIP,
    VIEWER_RESIDENT,
    VIEWER_CUT,
    VIEWER_NOTHING,
    VIEWER_LAYER,
    VIEWER_UNWRITTEN,
    VIEWER_UNKNOWN,
    VIEWER_CONTENT,
    CHAINS_NAME,
    CHAINS_DESCRIPTION,
    CHAINS_CHECKPOINTS,
    CHAINS_DIRECT,
    CHAINS_DONE,
    CHAINS_UNCLEAR,
    CHAINS_UNREAD,
    CHAINS_FAILED;

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle(
            Messages.class.getPackageName() + ".Bundle", Locale.getDefault(), Messages.class.getClassLoader());

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
