/** Tests of the data source, on each line of Spark. */
@NullMarked
package io.github.vhdlayers.spark;

import org.jspecify.annotations.NullMarked;
