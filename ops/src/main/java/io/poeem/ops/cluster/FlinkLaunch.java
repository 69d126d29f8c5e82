package io.poeem.ops.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * The command lines of Flink's processes, made as Flink's own scripts make them: memory is worked out from the configuration
 * by Flink's code, options of the JVM are {@code env.java.opts.*}, and addresses and directories of this cluster follow as
 * {@code -D}. What its user told it is in its configuration's file ({@link FlinkConf}), and goes before.
 */
final class FlinkLaunch {

    private final ClusterDirectory directory;
    private final ClusterSpec spec;

    FlinkLaunch(ClusterDirectory directory, ClusterSpec spec) {
        this.directory = directory;
        this.spec = spec;
    }

    List<String> jobManager() {
        Map<String, String> own = common(Member.JOBMANAGER);
        own.put("jobmanager.bind-host", spec.host());
        own.put("rest.bind-address", spec.host());
        own.put("rest.bind-port", Integer.toString(spec.restPort()));
        own.put("blob.server.port", Integer.toString(spec.blobPort()));
        own.put("jobmanager.archive.fs.dir", directory.archive().toUri().toString());
        own.keySet().removeAll(spec.flink().keySet());
        Configuration all = configuration(own);
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(all);
        return command(
                Member.JOBMANAGER,
                JobManagerProcessUtils.generateJvmParametersStr(memory, all) + " "
                        + options(all, CoreOptions.FLINK_JM_JVM_OPTIONS),
                StandaloneSessionClusterEntrypoint.class,
                JobManagerProcessUtils.generateDynamicConfigsStr(memory),
                own);
    }

    List<String> taskManager(Member member, int start) {
        Map<String, String> own = common(member);
        own.put("taskmanager.bind-host", spec.host());
        own.put("taskmanager.host", spec.host());
        own.put("taskmanager.resource-id", member.name() + "-" + start);
        own.put("taskmanager.numberOfTaskSlots", Integer.toString(spec.slots()));
        own.keySet().removeAll(spec.flink().keySet());
        Configuration all = configuration(own);
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(all);
        return command(
                member,
                ProcessMemoryUtils.generateJvmParametersStr(memory) + " "
                        + options(all, CoreOptions.FLINK_TM_JVM_OPTIONS),
                TaskManagerRunner.class,
                TaskExecutorProcessUtils.generateDynamicConfigsStr(memory),
                own);
    }

    /**
     * Flink's client, with all that it needs to reach this cluster.
     *
     * @param log of the client
     * @param arguments {@code run} and its own
     */
    List<String> client(Path log, List<String> arguments) {
        Configuration all = configuration(Map.of());
        List<String> command = java("-Xmx512m " + options(all, CoreOptions.FLINK_CLI_JVM_OPTIONS), log);
        command.add(CliFrontend.class.getName());
        command.addAll(arguments);
        return command;
    }

    private Map<String, String> common(Member member) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("jobmanager.rpc.address", spec.host());
        own.put("jobmanager.rpc.port", Integer.toString(spec.rpcPort()));
        own.put("rest.address", spec.host());
        own.put("rest.port", Integer.toString(spec.restPort()));
        own.put("io.tmp.dirs", directory.temporary(member).toString());
        own.put("execution.checkpointing.dir", spec.checkpoints().toUri().toString());
        own.put(
                "execution.checkpointing.savepoint-dir",
                spec.savepoints().toUri().toString());
        return own;
    }

    private Configuration configuration(Map<String, String> own) {
        return GlobalConfiguration.loadConfiguration(
                directory.image().resolve("conf").toString(), Configuration.fromMap(own));
    }

    private static String options(Configuration all, ConfigOption<String> ofKind) {
        return String.join(
                " ",
                all.get(CoreOptions.FLINK_DEFAULT_JVM_OPTIONS),
                all.get(CoreOptions.FLINK_JVM_OPTIONS),
                all.get(ofKind));
    }

    /** @param memory {@code -D key=value} separated by spaces, as Flink's scripts get it */
    private List<String> command(
            Member member, String jvm, Class<?> entryPoint, String memory, Map<String, String> own) {
        List<String> command = java(jvm, directory.log(member));
        command.add(entryPoint.getName());
        command.add("--configDir");
        command.add(directory.image().resolve("conf").toString());
        command.addAll(words(memory));
        own.forEach((key, value) -> {
            command.add("-D");
            command.add(key + "=" + value);
        });
        return command;
    }

    /** Up to the class path; the main class comes next. */
    private List<String> java(String jvm, Path log) {
        List<String> command = new ArrayList<>();
        command.add(directory.image().resolve("bin").resolve("poeem-env.sh").toString());
        command.add(Launch.java());
        command.addAll(words(jvm));
        command.addAll(Launch.logging(directory, log));
        command.add("-cp");
        command.add(ClusterImage.classPath(directory.image()));
        return command;
    }

    private static List<String> words(String text) {
        return List.of(text.trim().split("\\s+"));
    }
}
