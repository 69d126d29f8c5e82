package io.poeem.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Command lines that are wrong, and say so before anything is asked. */
class ClusterCommandsTest {

    private static String refused(Object command, String... line) {
        StringWriter err = new StringWriter();
        int status = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(err))
                .execute(line);
        assertThat(status).as(err::toString).isEqualTo(CommandLine.ExitCode.USAGE);
        return err.toString();
    }

    @ParameterizedTest
    @CsvSource({"JM 2", "SUPERVISOR 3", "TM 0", "BROKER -1"})
    void membersThatCannotBeAreRefused(String which) {
        String number = which.split(" ")[1];
        assertThat(refused(new ClusterKill(), which.split(" "))).contains("There is no", number, "from 1");
        assertThat(refused(new ClusterLogs(), which.split(" "))).contains("There is no", number, "from 1");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "86401", "99999999999"})
    void patienceThatIsNoneOrWithoutEndIsRefused(String seconds) {
        assertThat(refused(new ClusterStop(), "--timeout=" + seconds))
                .contains("--timeout is " + seconds, "1 to 86400");
    }

    @Test
    void aNumberOfVersionsBelowNoneIsRefused() {
        assertThat(refused(new VersionsList(), "-n", "-5")).contains("-n is -5", "at least 0");
    }

    /** Asking again would be of no use. */
    @Test
    void whatKafkasClientRefusesIsFinalForAnAudit() {
        RuntimeException wrong = new IllegalStateException("wrapped", new ConfigException("no such mechanism"));
        assertThat(VersionsAudit.isFinal(wrong)).isTrue();
        assertThat(VersionsAudit.isFinal(new SaslAuthenticationException("wrong password")))
                .isTrue();
        assertThat(VersionsAudit.isFinal(new NotLeaderOrFollowerException("moving")))
                .isFalse();
    }
}
