package io.poeem.ops.reshard;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.state.api.OperatorIdentifier;

/** The operators that a savepoint has state of. */
record SavepointOperators(List<OperatorState> states) {

    boolean contains(OperatorIdentifier operator) {
        return states.stream().anyMatch(state -> state.getOperatorID().equals(operator.getOperatorId()));
    }

    /** Those that have come to their end, as a bounded catalogue's source has: Flink's writer of savepoints cannot keep them. */
    List<OperatorState> finished() {
        return states.stream().filter(OperatorState::isFullyFinished).toList();
    }
}
