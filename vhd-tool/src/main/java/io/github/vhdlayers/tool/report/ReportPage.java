package io.github.vhdlayers.tool.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Writes a report as one page of HTML that needs nothing else: no network, no script, no other file. */
public final class ReportPage {
    private static final String TEMPLATE = "report.html";

    private ReportPage() {}

    /** Writes the page; whatever it shows is escaped by the template's engine, without exception. */
    public static void write(ReportView report, Writer out) throws IOException {
        try (InputStream stream = Objects.requireNonNull(ReportPage.class.getResourceAsStream(TEMPLATE), TEMPLATE);
                InputStreamReader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            Template template = Mustache.compiler()
                    .escapeHTML(true)
                    .emptyStringIsFalse(true)
                    .withFormatter(ReportPage::text)
                    .compile(reader);
            template.execute(report, out);
        }
    }

    /** A place in a picture needs no more than a thousandth of its sheet. */
    private static String text(Object value) {
        return value instanceof Double place ? String.format(Locale.ROOT, "%.3f", place) : String.valueOf(value);
    }
}
