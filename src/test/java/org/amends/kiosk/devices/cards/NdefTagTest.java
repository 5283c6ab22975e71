package org.amends.kiosk.devices.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written on cards, and what is only scribbled there. */
class NdefTagTest {

    /** The text "Hello" in English and an address, as the NFC Forum's own examples write them. */
    private static final byte[] TWO = bytes("9101085402656e48656c6c6f5101075504616d656e6473");

    @Test
    void records_are_told_with_their_kinds_and_a_text_with_its_words() {
        List<NdefRecord> records = NdefRecord.of(TWO);

        assertThat(records).extracting(NdefRecord::type).containsExactly("T", "U");
        assertThat(records.getFirst().text()).contains("Hello");
        assertThat(records.getLast().text()).isEmpty();
        assertThat(records.toString()).doesNotContain("Hello");
    }

    @Test
    void a_text_in_utf_16_and_one_with_an_id_are_read() {
        assertThat(NdefRecord.of(bytes("d1010754826a61304230c4")).getFirst().text()).contains("\u3042\u30c4");
        assertThat(NdefRecord.of(bytes("d90104015478026465" + "21")).getFirst().text()).contains("!");
    }

    @Test
    void half_a_message_says_nothing_at_any_cut() {
        for (int cut = 0; cut < TWO.length; cut++) {
            assertThat(NdefRecord.of(Arrays.copyOf(TWO, cut))).isEmpty();
        }
    }

    @Test
    void whatever_stands_on_a_card_reading_it_ends() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] scribble = new byte[random.nextInt(64)];
            random.nextBytes(scribble);
            if (scribble.length > 0 && random.nextBoolean()) {
                scribble[0] = (byte) 0xC1; // a long record, whose length may be anything
            }
            NdefRecord.of(scribble);
            byte[] memory = new byte[16 * 1024];
            random.nextBytes(memory);
            memory[12] = (byte) 0xE1;
            NdefTag.<RuntimeException>type2(page -> Arrays.copyOfRange(memory, page * 4, page * 4 + 16));
            if (i % 100 == 0) {
                NdefTag.<RuntimeException>type4(_ -> {
                    byte[] answer = new byte[random.nextInt(20)];
                    random.nextBytes(answer);
                    if (answer.length > 1) {
                        answer[answer.length - 2] = (byte) 0x90;
                        answer[answer.length - 1] = 0;
                    }
                    return answer;
                });
            }
        }
    }

    /** As it happens while pcscd is busy with a card that came just now. */
    @Test
    void a_processor_card_that_loses_its_power_between_two_commands_is_read_whole() {
        for (int lost = 1; lost < 6; lost++) {
            int after = lost;
            int[] commands = {0};
            byte[][] selected = {{}};
            boolean[] application = {false};
            List<NdefRecord> read = NdefTag.<RuntimeException>type4(command -> {
                if (commands[0]++ == after) {
                    application[0] = false;
                    selected[0] = new byte[0];
                }
                if (command[1] == (byte) 0xB0) {
                    int from = command[3];
                    return selected[0].length == 0
                            ? bytes("6986")
                            : bytes(HexFormat.of().formatHex(selected[0], from, from + command[4]) + "9000");
                }
                if (command[2] == 4) {
                    application[0] = true;
                } else if (application[0]) {
                    selected[0] = bytes(command[6] == 3
                            ? "000f20003b00340406e104010000ff"
                            : "0008" + "d1010454" + "02656e61");
                }
                return bytes(application[0] ? "9000" : "6a82");
            }).orElseThrow();
            assertThat(read).singleElement().satisfies(text -> assertThat(text.text()).contains("a"));
        }
    }

    /** Lock and memory blocks and nothings come before it, and its length takes three bytes. */
    @Test
    void a_message_behind_other_blocks_of_an_ntag_is_found() {
        byte[] memory = new byte[600];
        byte[] head = bytes("e1104000" + "0103a00c34" + "00" + "0203000102" + "03ff0110");
        System.arraycopy(head, 0, memory, 12, head.length);
        byte[] record = bytes("c1010000010954026465");
        System.arraycopy(record, 0, memory, 12 + head.length, record.length);
        Arrays.fill(memory, 12 + head.length + record.length, 12 + head.length + record.length + 262, (byte) 'a');

        assertThat(NdefTag.<RuntimeException>type2(page -> Arrays.copyOfRange(memory, page * 4, page * 4 + 16))
                .orElseThrow()).singleElement().satisfies(text -> assertThat(text.text()).contains("a".repeat(262)));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
