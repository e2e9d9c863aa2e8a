package io.github.vhdlayers.spark;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Runs a test where Spark itself runs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledForJreRange(
        maxVersion = 23,
        disabledReason = "not run: this line of Spark asks Java for the user in a way that Java 24 and later refuse")
@interface SupportedJava {}
