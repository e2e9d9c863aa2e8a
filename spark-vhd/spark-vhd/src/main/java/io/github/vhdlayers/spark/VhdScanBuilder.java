package io.github.vhdlayers.spark;

import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

/** Takes what Spark knows of a query: the columns that it looks at, and filters. For one thread, as Spark calls it. */
final class VhdScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownFilters {
    private final VhdSettings settings;
    private StructType schema;
    private Selection selection;

    VhdScanBuilder(VhdSettings settings) {
        this.settings = settings;
        this.schema = Schemas.of(settings.table());
        this.selection = Selection.all(settings.table());
    }

    @Override
    public void pruneColumns(StructType required) {
        schema = required;
    }

    /** All of them are left for Spark to look at again: a part of a disk may give a row that does not pass. */
    @Override
    public Filter[] pushFilters(Filter[] filters) {
        Selection all = Selection.all(settings.table());
        for (Filter filter : filters) {
            all = all.and(filter);
        }
        selection = all;
        return filters;
    }

    @Override
    public Filter[] pushedFilters() {
        return selection.used().toArray(Filter[]::new);
    }

    @Override
    public Scan build() {
        return new VhdScan(settings, schema, selection);
    }
}
