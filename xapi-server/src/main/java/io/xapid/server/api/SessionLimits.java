package io.xapid.server.api;

import java.time.Duration;

/**
 * How many sessions there may be, and how long one may lie idle. The oldest of a group go first.
 *
 * @param perOriginator of sessions that name the program which opened them, for each such name
 * @param perUser of users from outside, for each user
 * @param others of sessions of pool members, and again of all that are left
 * @param wrongPasswordDelay how long a wrong password waits for its answer
 */
public record SessionLimits(
        int perOriginator, int perUser, int others, Duration idleLifetime, Duration wrongPasswordDelay) {
    public static final SessionLimits USUAL =
            new SessionLimits(500, 500, 400, Duration.ofHours(24), Duration.ofSeconds(5));

    public SessionLimits withWrongPasswordDelay(Duration delay) {
        return new SessionLimits(perOriginator, perUser, others, idleLifetime, delay);
    }
}
