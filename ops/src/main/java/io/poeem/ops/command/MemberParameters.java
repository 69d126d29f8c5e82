package io.poeem.ops.command;

import io.poeem.ops.cluster.Member;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names one process of a cluster. */
final class MemberParameters {

    /** As people say it. */
    enum Name {
        TM(Member.Kind.TASKMANAGER),
        TASKMANAGER(Member.Kind.TASKMANAGER),
        JM(Member.Kind.JOBMANAGER),
        JOBMANAGER(Member.Kind.JOBMANAGER),
        BROKER(Member.Kind.BROKER),
        SUPERVISOR(Member.Kind.SUPERVISOR);

        private final Member.Kind kind;

        Name(Member.Kind kind) {
            this.kind = kind;
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "WHICH", description = "TM, JM, BROKER or SUPERVISOR.")
    private Name name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Which one of several, from 1 on (default: ${DEFAULT-VALUE}).")
    private int number;

    Member member() {
        return Options.usage(command, () -> new Member(name.kind, number));
    }
}
