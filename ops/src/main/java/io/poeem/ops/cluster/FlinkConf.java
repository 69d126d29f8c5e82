package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * A cluster's own {@code config.yaml}: the image's, and what {@code up} was told beside it. There, and not on command lines, since
 * those are read by everybody on the machine, and some settings are keys to a store.
 */
final class FlinkConf {

    private FlinkConf() {}

    /** @param settings go before what the file says */
    static void add(Path conf, Map<String, String> settings) {
        Path file = conf.resolve(GlobalConfiguration.FLINK_CONF_FILENAME);
        Configuration all = GlobalConfiguration.loadConfiguration(conf.toString());
        settings.forEach(all::setString);
        try {
            Files.write(file, ConfigurationUtils.convertConfigToWritableLines(all, true));
        } catch (IOException e) {
            throw new ClusterException("Cannot write " + file + ": " + e, e);
        }
    }
}
