package io.github.vhdlayers.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Properties;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a test where the line of Spark on the class path runs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SupportedJava.Condition.class)
@interface SupportedJava {
    /** Compares the versions of Java and Spark. */
    final class Condition implements ExecutionCondition {
        private static final int NEWEST_JAVA_OF_OLD_LINES = 23;

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            int java = Runtime.version().feature();
            String spark = sparkVersion();
            return java <= NEWEST_JAVA_OF_OLD_LINES || !isOldLine(spark)
                    ? ConditionEvaluationResult.enabled("Spark " + spark + " runs on Java " + java)
                    : ConditionEvaluationResult.disabled("not run: Spark " + spark
                            + " asks Java for the user in a way that Java 24 and later refuse, as Java " + java);
        }

        /** Whether it is older than 4.2, the first line that was seen to start. */
        private static boolean isOldLine(String version) {
            String[] numbers = version.split("\\.", -1);
            int major = Integer.parseInt(numbers[0]);
            return major < 4 || (major == 4 && Integer.parseInt(numbers[1]) < 2);
        }

        private static String sparkVersion() {
            try (InputStream file =
                    SparkContext.class.getClassLoader().getResourceAsStream("spark-version-info.properties")) {
                Properties properties = new Properties();
                properties.load(file);
                return properties.getProperty("version");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
