@NullMarked
package io.github.vhdlayers.samples.sleuthkit;

import org.jspecify.annotations.NullMarked;
