package io.xapid.server.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VotesTest {
    private static UUID host(int number) {
        return new UUID(0, number);
    }

    private static Votes.Candidate candidate(int number, boolean votes, boolean isThere, boolean leaves) {
        return new Votes.Candidate(host(number), votes, isThere, leaves);
    }

    private static Votes.Candidate voter(int number) {
        return candidate(number, true, true, false);
    }

    private static Votes.Candidate goneVoter(int number) {
        return candidate(number, true, false, false);
    }

    private static Votes.Candidate other(int number) {
        return candidate(number, false, true, false);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 3", "4, 3", "5, 5", "6, 5", "7, 7", "8, 7", "64, 7"})
    void anOddNumberUpToSevenVotes(int hosts, int voters) {
        List<Votes.Candidate> all = new ArrayList<>(List.of(voter(0)));
        for (int i = 1; i < hosts; i++) {
            all.add(other(i));
        }
        assertThat(Votes.choose(all)).hasSize(voters).contains(host(0));
    }

    @Test
    void whoVotesGoesOn() {
        assertThat(Votes.choose(List.of(other(0), voter(1), voter(2), voter(3))))
                .containsExactlyInAnyOrder(host(1), host(2), host(3));
    }

    @Test
    void oneThatIsGoneIsReplacedIfThereIsAnother() {
        assertThat(Votes.choose(List.of(voter(0), voter(1), goneVoter(2), other(3))))
                .containsExactlyInAnyOrder(host(0), host(1), host(3));
        assertThat(Votes.choose(List.of(voter(0), voter(1), goneVoter(2))))
                .containsExactlyInAnyOrder(host(0), host(1), host(2));
        assertThat(Votes.choose(List.of(voter(0), voter(1), goneVoter(2), candidate(3, false, false, false))))
                .containsExactlyInAnyOrder(host(0), host(1), host(2));
    }

    @Test
    void oneThatIsToLeaveDoesNotVote() {
        assertThat(Votes.choose(List.of(candidate(0, true, true, true), other(1))))
                .containsExactly(host(1));
        assertThat(Votes.choose(List.of(candidate(0, true, true, true), voter(1), voter(2), other(3))))
                .containsExactlyInAnyOrder(host(1), host(2), host(3));
    }

    @Test
    void whoIsGoneLosesItsVoteFirstAndWhoLeadsLast() {
        Set<UUID> surplus = Set.of(host(0), host(1), host(2));
        assertThat(Votes.leavesFirst(surplus, one -> !one.equals(host(2)), host(0)))
                .isEqualTo(host(2));
        assertThat(Votes.leavesFirst(surplus, one -> true, host(0))).isEqualTo(host(1));
        assertThat(Votes.leavesFirst(Set.of(host(0)), one -> true, host(0))).isEqualTo(host(0));
    }

    @Test
    void noVoteIsTakenWhenTheRestCouldAgreeOnNothing() {
        Set<UUID> three = Set.of(host(0), host(1), host(2));
        assertThat(Votes.canSpare(host(1), three, one -> !one.equals(host(2)))).isFalse();
        assertThat(Votes.canSpare(host(2), three, one -> !one.equals(host(2)))).isTrue();
        assertThat(Votes.canSpare(host(1), Set.of(host(0), host(1)), host(0)::equals))
                .isTrue();
    }
}
