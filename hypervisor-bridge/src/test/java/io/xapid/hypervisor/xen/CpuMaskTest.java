package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuMaskTest {
    /** All of six words for machines, less for others; and words that are no such thing. */
    static final CpuMask MASK = CpuMask.of(Map.of(
            "host", "ffffffff-ffffffff",
            "pv", "0000ffff-00000001",
            "hvm", "178bfbff-fef83203-2fd3fbff-000007ff-00000007-219c03a9",
            "other", "nonsense"));

    static final String ALL_BUT_AES_AND_SOME = "178bfbff-fcf83203-2fd3fbff-000007ff-00000000-219c0000";

    @Test
    void onlyWhatIsThereAndNotWantedIsHidden() {
        assertThat(MASK.hidden(wanting("pvh", ALL_BUT_AES_AND_SOME)).orElseThrow())
                .hasToString("""
                [{"leaf":1,"ecx":"xxxxxx0xxxxxxxxxxxxxxxxxxxxxxxxx"},\
                {"leaf":7,"subleaf":0,"ebx":"xxxxxxxxxxxxxxxxxxxxxx000x0x0xx0"},\
                {"leaf":13,"subleaf":1,"eax":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxx000"}]""");
        assertThat(MASK.hidden(wanting("pv", "ffffff00-00000001")).orElseThrow())
                .hasToString("""
                [{"leaf":1,"edx":"xxxxxxxxxxxxxxxxxxxxxxxx00000000"}]""");
    }

    @Test
    void nothingIsHiddenFromWhoMaySeeAll() {
        assertThat(MASK.hidden(wanting("pvh", "ffffffff-ffffffff-ffffffff-ffffffff-ffffffff-ffffffff-ffffffff")))
                .isEmpty();
        assertThat(MASK.hidden(DomainConfigTest.SPEC)).isEmpty();
        assertThat(CpuMask.of(Map.of()).hidden(wanting("pvh", "00000000"))).isEmpty();
    }

    @Test
    void wordsThatWereNotSaidAreHiddenWhole() {
        assertThat(MASK.hidden(wanting("pv", "0000ffff")).orElseThrow()).hasToString("""
                [{"leaf":1,"ecx":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx0"}]""");
    }

    @Test
    void whatAGuestHasSeenMustBeThereWhenItGoesOn() {
        assertThatCode(() -> MASK.checkAllAreHere(wanting("pvh", ALL_BUT_AES_AND_SOME)))
                .doesNotThrowAnyException();
        assertThatCode(() -> MASK.checkAllAreHere(DomainConfigTest.SPEC)).doesNotThrowAnyException();
        assertThatThrownBy(() -> MASK.checkAllAreHere(wanting("pvh", "178bfbff-ffffffff")))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("00000000-0107cdfc");
    }

    @Test
    void aWishMustBeWords() {
        assertThatThrownBy(() -> CpuMask.check(wanting("pvh", "aes=0")))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("not aes=0");
    }

    private static DomainSpec wanting(String type, String words) {
        var platform = new HashMap<>(DomainConfigTest.SPEC.platform());
        platform.put(CpuMask.KEY, words);
        platform.put(DomainConfig.TYPE_KEY, type);
        return DomainConfigTest.SPEC.withPlatform(platform);
    }
}
