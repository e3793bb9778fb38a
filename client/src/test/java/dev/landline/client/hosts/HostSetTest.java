package dev.landline.client.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostSetTest {

    private static final int MANY = 50_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    web1;                       web1
                    web[1-3];                   web1 web2 web3
                    web[08-11];                 web08 web09 web10 web11
                    web[1,3,7-8];               web1 web3 web7 web8
                    web[0-10/5];                web0 web5 web10
                    r[1-2]n[01-02];             r1n01 r1n02 r2n01 r2n02
                    a,b , c;                    a b c
                    a[1-2],a2,a3;               a1 a2 a3
                    web[1-2].example.org;       web1.example.org web2.example.org
                    10.0.0.[9-11];              10.0.0.9 10.0.0.10 10.0.0.11
                    [1-2]x;                     1x 2x
                    web[099-100];               web099 web100
                    web[5];                     web5
                    """)
    void rangesStandForNames(String text, String names) throws InventoryException {
        assertThat(HostSet.parse(text).names()).containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web[1",
                "web]1",
                "web[]",
                "web[a-b]",
                "web[3-1]",
                "web[1-3/0]",
                "web[1-010]",
                "web[1-2-3]",
                "web[1-1000001]",
                "web[1-2000][1-2000]",
                "web[1-99999999999999999999]",
                "a[1[2]"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> HostSet.parse(text))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    web01 web02 web03;                     web[01-03]
                    web1 web2 web4;                        web[1-2,4]
                    web9 web10 web11;                      web[9-11]
                    web09 web10 web11;                     web[09-11]
                    web3 web1 web2 db1;                    web[1-3],db1
                    r1n1 r1n2 r2n1 r2n2;                   r[1-2]n[1-2]
                    r1n1 r1n2 r2n1;                        r1n[1-2],r2n1
                    10.0.0.1 10.0.0.2 10.0.1.1 10.0.1.2;   10.0.[0-1].[1-2]
                    db1;                                   db1
                    alpha beta;                            alpha,beta
                    web1 web01;                            web[1,01]
                    web098 web099 web100 web101;           web[098-101]
                    x12345678901234567890 x12345678901234567891; x12345678901234567890,x12345678901234567891
                    web01a2 web01a3;                       web01a[2-3]
                    """)
    void namesFold(String names, String folded) {
        assertThat(HostSet.of(List.of(names.split(" "))).fold()).isEqualTo(folded);
    }

    @Test
    void whatWasFoldedIsTheSameSetAgain() throws InventoryException {
        Random random = new Random(20);
        for (int round = 0; round < 500; round++) {
            List<String> names = new ArrayList<>();
            int count = 1 + random.nextInt(60);
            for (int i = 0; i < count; i++) {
                names.add(name(random));
            }
            HostSet set = HostSet.of(names);
            assertThat(HostSet.parse(set.fold())).as(set.fold()).isEqualTo(set);
        }
    }

    private static String name(Random random) {
        String[] texts = {"web", "r", ".", "-n", "x"};
        StringBuilder name = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            String format = random.nextBoolean() ? "%d" : "%0" + (1 + random.nextInt(4)) + "d";
            name.append(texts[random.nextInt(texts.length)])
                    .append(format.formatted(random.nextInt(12)));
        }
        return name.append(random.nextBoolean() ? "" : "z").toString();
    }

    /** What is quadratic takes minutes here, and the test's limit is one. */
    @Test
    void fiftyThousandRandomNamesExpandAndFold() throws InventoryException {
        Random random = new Random(59);
        List<String> names = new ArrayList<>(MANY);
        for (int i = 0; i < MANY; i++) {
            names.add("h" + Long.toHexString(random.nextLong()) + "-" + random.nextInt(1000));
        }
        HostSet set = HostSet.of(names);
        long began = System.nanoTime();
        HostSet again = HostSet.parse(set.fold());
        System.out.println(
                "50,000 random names folded and expanded in "
                        + (System.nanoTime() - began) / 1_000_000
                        + " ms");
        assertThat(again).isEqualTo(set);
        assertThat(again.minus(set).isEmpty()).isTrue();
        assertThat(set.intersect(again).size()).isEqualTo(set.size());
    }

    @Test
    void fiftyThousandShuffledNamesFoldIntoOneRange() throws InventoryException {
        List<String> names = new ArrayList<>(HostSet.parse("web[00001-50000]").names());
        Collections.shuffle(names, new Random(1));

        assertThat(HostSet.of(names).fold()).isEqualTo("web[00001-50000]");
    }

    @Test
    void setsKeepTheOrderInWhichNamesCame() throws InventoryException {
        HostSet some = HostSet.parse("c,a,b");

        assertThat(some.union(HostSet.parse("d,a")).names()).containsExactly("c", "a", "b", "d");
        assertThat(some.minus(HostSet.parse("a")).names()).containsExactly("c", "b");
        assertThat(some.intersect(HostSet.parse("b,c")).names()).containsExactly("c", "b");
        assertThat(some).isEqualTo(HostSet.parse("a,b,c")).hasToString("c,a,b");
    }
}
