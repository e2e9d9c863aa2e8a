package io.github.vhdlayers.spark;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One table of a lab, as Spark sees it. */
final class VhdTable implements Table, SupportsRead {
    private final VhdSettings settings;

    VhdTable(VhdSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "vhd " + settings.table() + " of " + settings.folder();
    }

    @Override
    @Deprecated // Spark's newer lines have another method beside it, its older ones this one alone.
    public StructType schema() {
        return Schemas.of(settings.table());
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new VhdScanBuilder(settings);
    }
}
