package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.access.Session;
import io.xapid.model.event.Task;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.server.api.WireCall.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Caller LOCAL_ROOT = new Caller("", true, Map.of());

    private ApiKit kit = new ApiKit();

    @BeforeEach
    void havePassword() {
        ApiKit.get(kit.passwords.set("root", "right"));
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void aRightPasswordOpensASessionWithASecretReference() {
        String first = login("root", "right");
        String second = login("root", "right");

        assertThat(first).matches("OpaqueRef:[0-9a-f]{64}").isNotEqualTo(second);
        assertThat(kit.value("session.get_is_local_superuser", first, first)).isEqualTo(true);
        assertThat(kit.value("session.get_this_host", first, first)).isEqualTo(ApiKit.HERE);
        assertThat(kit.value("session.get_auth_user_name", first, first)).isEqualTo("root");
        assertThat(kit.value("session.get_this_user", first, first)).isEqualTo(Ref.none());
        assertThat(kit.value("session.get_subject", first, first)).isEqualTo(Ref.none());
        assertThat(kit.value("session.get_pool", first, first)).isEqualTo(false);
        assertThat(kit.value("session.get_originator", first, first)).isEqualTo("");
        assertThat(kit.value("session.get_last_active", first, first)).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void remembersWhoOpenedIt() {
        Ref<?> session = (Ref<?>) kit.value("session.login_with_password", "root", "right", "any", "tool");

        assertThat(kit.value("session.get_originator", session.value(), session.value()))
                .isEqualTo("tool");
    }

    @Test
    void aWrongPasswordIsRefusedAfterAWhile() {
        long before = System.nanoTime();

        assertThat(kit.failure("session.login_with_password", "root", "wrong"))
                .containsExactly("SESSION_AUTHENTICATION_FAILED", "root", "Authentication failed");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(kit.failure("session.login_with_password", "nobody", "right"))
                .startsWith("SESSION_AUTHENTICATION_FAILED", "nobody");
        assertThat(kit.failure("session.login_with_password", "root", ""))
                .startsWith("SESSION_AUTHENTICATION_FAILED", "root");
        assertThat(kit.failure("session.login_with_password", "", "")).startsWith("SESSION_AUTHENTICATION_FAILED", "");
    }

    @Test
    void holdsNoThreadWhileAWrongPasswordWaits() {
        var waiting = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < 50; i++) { // many more than there are workers
            waiting.add(kit.start("session.login_with_password", "root", "wrong" + i));
        }

        assertThat(login("root", "right")).isNotEmpty();
        waiting.forEach(reply -> assertThat(ApiKit.get(reply)).isInstanceOf(Reply.Failed.class));
    }

    @Test
    void theRootOnlySocketNeedsNoPassword() {
        Reply reply = kit.callFrom(LOCAL_ROOT, "session.login_with_password", "", "whatever");

        Ref<?> session = (Ref<?>) ApiKit.valueOf(reply);
        assertThat(kit.value("session.get_is_local_superuser", session.value(), session.value()))
                .isEqualTo(true);
    }

    @Test
    void isGoodUntilLogout() {
        String session = login("root", "right");

        assertThat(kit.value("session.logout", session)).isEqualTo("");

        assertThat(kit.failure("VM.get_all", session)).containsExactly("SESSION_INVALID", session);
        assertThat(kit.failure("session.logout", session)).containsExactly("SESSION_INVALID", session);
        assertThat(kit.store.snapshot().table(Session.CLASS).size()).isZero();
    }

    @Test
    void isNotFoundByPartsOfItsReference() {
        String session = login("root", "right");

        for (String wrong : List.of(
                session.substring(0, session.length() - 1),
                session + "0",
                "OpaqueRef:NULL",
                "",
                session.toUpperCase(Locale.ROOT))) {
            assertThat(kit.failure("VM.get_all", wrong)).containsExactly("SESSION_INVALID", wrong);
        }
    }

    @Test
    void outlivesTheDaemon() {
        String session = login("root", "right");
        kit.close();

        kit = new ApiKit(kit.log.reopened());

        assertThat(kit.value("session.get_auth_user_name", session, session)).isEqualTo("root");
        assertThat(login("root", "right")).isNotEmpty();
    }

    @Test
    void aLocalSessionIsGoodWithoutAnyTable() {
        Ref<?> local = (Ref<?>) kit.value("session.slave_local_login_with_password", "root", "right");

        assertThat(kit.store.snapshot().table(Session.CLASS).size()).isZero();
        assertThat(kit.value("pool.get_all", local.value())).isEqualTo(List.of(ApiKit.POOL));
        assertThat(kit.value("session.local_logout", local.value())).isEqualTo("");
        assertThat(kit.failure("pool.get_all", local.value())).containsExactly("SESSION_INVALID", local.value());
        assertThat(kit.failure("session.slave_local_login_with_password", "root", "wrong"))
                .startsWith("SESSION_AUTHENTICATION_FAILED", "root");
    }

    @Test
    void changesThePassword() {
        String session = login("root", "right");

        assertThat(kit.value("session.change_password", session, "not looked at", "newer"))
                .isEqualTo("");

        assertThat(kit.failure("session.login_with_password", "root", "right"))
                .startsWith("SESSION_AUTHENTICATION_FAILED");
        assertThat(login("root", "newer")).isNotEmpty();
        assertThat(kit.failure("session.change_password", session, "", "")).startsWith("CHANGE_PASSWORD_REJECTED");
        assertThat(kit.failure("session.change_password", session, "", "two\nlines"))
                .startsWith("CHANGE_PASSWORD_REJECTED");
    }

    @Test
    void keepsNoPasswordInTheState() {
        login("root", "right");

        assertThat(kit.store.snapshot().table(Account.CLASS).rows())
                .hasSize(1)
                .allSatisfy(account -> assertThat(account.get(Account.HASH))
                        .startsWith("pbkdf2-hmac-sha512$")
                        .doesNotContain("right"));
    }

    @Test
    void endsWhenItLiesIdleForADay() {
        String idle = login("root", "right");
        String busy = login("root", "right");
        kit.clock.advance(Duration.ofHours(23));
        kit.value("pool.get_all", busy);
        kit.clock.advance(Duration.ofHours(2));

        ApiKit.get(kit.sessionCollector.collect());

        assertThat(kit.failure("pool.get_all", idle)).containsExactly("SESSION_INVALID", idle);
        assertThat(kit.value("pool.get_all", busy)).isEqualTo(List.of(ApiKit.POOL));
    }

    @Test
    void doesNotEndWhileATaskOfItsOwnIsUnderWay() {
        String session = login("root", "right");
        Ref<?> task = (Ref<?>) kit.value("task.create", session, "long", "");
        kit.clock.advance(Duration.ofHours(25));

        ApiKit.get(kit.sessionCollector.collect());

        assertThat(kit.value("task.get_name_label", session, task.value())).isEqualTo("long");
        assertThat(kit.row(Task.CLASS, task.<Task>as()).get(Task.SESSION)).isEqualTo(new Ref<>(session));
    }

    @Test
    void writesDownNowAndThenWhenItWasUsed() {
        String session = login("root", "right");
        long index = kit.store.snapshot().index();
        kit.clock.advance(Duration.ofSeconds(599));
        kit.value("pool.get_all", session);
        ApiKit.get(kit.sessionCollector.collect());
        assertThat(kit.store.snapshot().index()).isEqualTo(index);

        kit.clock.advance(Duration.ofSeconds(2));
        kit.value("pool.get_all", session);
        ApiKit.get(kit.sessionCollector.collect());

        assertThat(kit.value("session.get_last_active", session, session)).isEqualTo(kit.clock.instant());
    }

    @Test
    void theOldestOfTooManyGoFirst() {
        var small = new SessionLimits(3, 2, 1, Duration.ofHours(24), Duration.ZERO);
        var collector = new SessionCollector(kit.store, kit.sessions, small, kit.clock);
        var opened = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            opened.add(open(Sessions.Opening.ofRoot("root", "tool")));
            kit.clock.advance(Duration.ofSeconds(1));
        }
        String other = open(Sessions.Opening.ofRoot("root", "other tool"));
        kit.value("pool.get_all", opened.get(0)); // used last, so no longer the oldest

        ApiKit.get(collector.collect());

        assertThat(kit.sessions.find(opened.get(1))).isEmpty();
        assertThat(kit.sessions.find(opened.get(2))).isEmpty();
        for (String left : List.of(opened.get(0), opened.get(3), opened.get(4), other)) {
            assertThat(kit.sessions.find(left)).isPresent();
        }
    }

    @Test
    void tellsAndEndsTheSessionsOfUsersFromOutside() {
        String eve = kit.user("eve", Role.READ_ONLY);
        String eveAgain = kit.user("eve", Role.READ_ONLY);
        String bob = kit.user("bob", Role.POOL_ADMIN);
        String root = login("root", "right");

        assertThat(ApiKit.list(kit.value("session.get_all_subject_identifiers", root)))
                .containsExactlyInAnyOrder("sid-eve", "sid-bob");
        assertThat(kit.value("session.get_all_subject_identifiers", bob)).isEqualTo(List.of("sid-eve"));
        assertThat(kit.failure("session.get_all_subject_identifiers", "stale"))
                .containsExactly("SESSION_INVALID", "stale");

        kit.value("session.logout_subject_identifier", bob, "sid-eve");

        assertThat(kit.sessions.find(eve)).isEmpty();
        assertThat(kit.sessions.find(eveAgain)).isEmpty();
        assertThat(kit.sessions.find(bob)).isPresent();
    }

    @Test
    void doesNotShowItsReferenceWhenPrinted() {
        String session = login("root", "right");

        assertThat(kit.sessions.require(session).toString())
                .doesNotContain(session)
                .contains("root");
    }

    @Test
    void sessionsAreNotListed() {
        assertThat(kit.failure("session.get_all", login("root", "right")))
                .containsExactly("MESSAGE_METHOD_UNKNOWN", "session.get_all");
    }

    private String login(String user, String password) {
        return ((Ref<?>) kit.value("session.login_with_password", user, password)).value();
    }

    private String open(Sessions.Opening opening) {
        return ApiKit.get(kit.sessions.open(opening)).value();
    }
}
