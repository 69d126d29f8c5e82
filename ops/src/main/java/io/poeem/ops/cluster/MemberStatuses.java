package io.poeem.ops.cluster;

import io.poeem.ops.cluster.ClusterStatus.MemberStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a cluster's processes are. */
final class MemberStatuses {

    private MemberStatuses() {}

    static List<MemberStatus> of(ClusterDirectory directory, ClusterSpec spec) {
        Processes processes = new Processes(directory);
        List<Member> members = new ArrayList<>(spec.members());
        members.add(Member.SUPERVISOR);
        return members.stream()
                .map(member -> of(member, processes.mark(member)))
                .toList();
    }

    private static MemberStatus of(Member member, Optional<ProcessMark> mark) {
        boolean alive = mark.flatMap(ProcessMark::find).isPresent();
        return new MemberStatus(
                member.name(),
                alive,
                alive && mark.get().isStopped(),
                mark.map(ProcessMark::pid).orElse(0L),
                mark.map(ProcessMark::startedMillis).orElse(0L),
                mark.map(ProcessMark::starts).orElse(0));
    }
}
