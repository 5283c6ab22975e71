package org.amends.demo;

import java.time.Duration;
import org.amends.response.Touchpoint;

/** The days before the sample day: long enough ago that guests who were asked have answered, or never will. */
final class DaysBefore extends Script {

    DaysBefore(Script other) {
        super(other);
    }

    /** Few staff a day, each of whom deals with all of it; what a terminal need not hurry with goes out with the next. */
    void write() {
        day(0);
        past("late-room", 190, Day.LOBBY, "en", 2, "Waiting", "Our room was not ready until five.");
        scans();
        settles(4, 31, "manager", "waiting", "apologised", "Luggage kept, drink in the bar, room ready at five.");
        past("hair", 236, Day.SPA, "de", 1, "Cleanliness", "Haare im Abfluss der Dusche.");
        settles(3, 18, "manager", "cleanliness", "repaired", "Cleaned at once. The round is now every two hours.");
        past("pillow", 388, Day.LOBBY, "fr", 2, "The room", "");
        settles(6, 12, "manager", "product", "replaced", "Other pillows brought up.");
        past("dry-fish", 505, Day.TABLE, "ja", 2, "Something else", "魚がぱさぱさでした。");
        scans();
        takes(3, "manager");
        offers(2, "manager");
        closes(14, "manager", "product", "replaced", "Cooked again, dessert on the house.");
        rates(35, 5);

        day(1);
        past("cold-coffee", 42, Day.BREAKFAST, "en", 2, "The service", "Cold coffee, twice.");
        settles(2, 7, "lena", "product", "replaced", "Fresh pot at the table.");
        past("no-table", 266, Day.TERRACE, "de", 1, "Waiting", "Reserviert und trotzdem kein Tisch frei.");
        scans();
        takes(2, "lena");
        answers(2, "lena", "Das tut uns leid. Ihr Tisch am Wasser ist in zehn Minuten frei, ich komme zu Ihnen.");
        asks(4, "Danke. Wir warten an der Bar.");
        offers(9, "lena");
        closes(5, "lena", "waiting", "apologised", "Table by the water, dessert on the house.");
        rates(70, 5);
        redeems(4, "lena");
        past("wrong-bill", 341, Day.TABLE, "fr", 2, "The service", "On nous a compté un vin que nous n’avons pas bu.");
        scans();
        takes(4, "lena");
        offers(3, "lena");
        closes(8, "lena", "price", "refunded", "Wine taken off the bill.");
        past("music", 452, Day.TERRACE, "es", 2, "Noise", "");
        settles(9, 5, "lena", "noise", "repaired", "Turned down.");

        day(2);
        past("towels", 61, Day.SPA, "en", 2, "Something else", "No towels again.");
        settles(7, 9, "mara", "facility", "replaced", "Shelf filled.");
        past("early-noise", 78, Day.LOBBY, "en", 1, "Noise", "Builders at seven in the morning, right below us.");
        scans();
        takes(3, "mara");
        answers(2, "mara", "I am sorry, that must not happen before nine. I have stopped them and come up to you now.");
        offers(11, "mara");
        closes(6, "mara", "noise", "explained", "Builders begin at nine from now on.");
        proposes(12, "mara", "You said: builders woke us at seven. They begin at nine now.",
                "Sie sagten: Bauarbeiten ab sieben Uhr wecken uns. Sie beginnen jetzt um neun.");
        approvesTheLine(34);
        past("key", 303, Day.LOBBY, "zh", 2, "The room", "");
        settles(4, 6, "mara", "facility", "replaced", "New key card.");
        past("buffet", 128, Day.BREAKFAST, "de", 2, "Something else", "Um neun war nichts Warmes mehr da.");
        scans();
        takes(12, "mara");
        offers(4, "mara");
        closes(3, "mara", "product", "replaced", "Eggs made fresh, kitchen told.");
        rates(16, 3);

        day(3);
        past("stairs", 207, Day.LOBBY, "en", 2, "Cleanliness", "");
        settles(6, 22, "manager", "cleanliness", "repaired", "Swept.");
        past("family-room", 281, Day.LOBBY, "en", 1, "The room", "We booked two beds for the children and got one.");
        scans();
        takes(2, "lena");
        answers(3, "lena", "I am so sorry. A second bed is on its way to your room now.");
        closes(9, "lena", "facility", "repaired", "Second bed put up.");
        rates(51, 1);
        asks(2, "The bed that came is for a baby. Our son is nine.");
        takes(4, "manager");
        answers(2, "manager",
                "You are right, and I apologise. The family suite is yours from now on, at the same price.");
        offers(3, "manager", "discount-20", "Wrong twice within an hour, with tired children.");
        closes(24, "manager", "facility", "replaced", "Moved to the family suite myself.");
        rates(44, 5);
        past("vegetarian", 522, Day.TABLE, "en", 2, "The service", "Nobody could say which dishes are vegetarian.");
        settles(3, 10, "lena", "staff", "explained", "Went through the menu with them.");

        day(4);
        past("sauna", 174, Day.SPA, "de", 2, "Something else", "Sauna erst um elf warm.");
        scans();
        takes(3, "mara");
        offers(5, "mara", "discount-20", "Came for the sauna alone and leaves today.");
        decides(16, "approve", "Right, they travelled for it.");
        closes(3, "mara", "facility", "repaired", "Timer set to nine.");
        rates(95, 4);
        proposes(5, "mara", "You said: the sauna is cold in the morning. It is warm from nine now.",
                "Sie sagten: Die Sauna ist morgens kalt. Sie ist jetzt ab neun Uhr warm.");
        approvesTheLine(20);
        past("slow-bar", 388, Day.TERRACE, "en", 2, "Waiting", "");
        settles(8, 4, "mara", "waiting", "apologised", "");
        past("lamp", 436, Day.LOBBY, "ar", 2, "The room", "المصباح بجانب السرير لا يعمل");
        scans();
        takes(5, "mara");
        answers(1, "mara", "نعتذر عن ذلك. سيصل الفني إلى غرفتكم خلال عشر دقائق.");
        asks(3, "شكرا، نحن في الغرفة");
        closes(14, "mara", "facility", "replaced", "New lamp.");
        rates(25, 5);

        day(5);
        past("shower", 96, Day.SPA, "en", 1, "Something else", "The shower by the pool has no warm water.");
        scans();
        takes(4, "jonas");
        closes(26, "jonas", "facility", "repaired", "Thermostat set anew.");
        past("breakfast-end", 155, Day.BREAKFAST, "fr", 2, "Waiting", "");
        settles(5, 9, "jonas", "waiting", "apologised", "");
        past("no-signal", 318, Day.LOBBY, "en", 2, "Something else", "No Wi-Fi in 118 and I pay for a work room.");
        scans();
        takes(6, "jonas");
        offers(3, "jonas", "suite-upgrade", "Works here all week; the suites have a line of their own.");
        decides(21, "decline", "The work room on the second floor is free and has a line, too.");
        offers(2, "jonas");
        closes(5, "jonas", "facility", "replaced", "Moved to the work room on the second floor.");
        past("dish", 431, Day.TABLE, "es", 2, "Something else", "La paella estaba salada.");
        takes(4, "jonas");
        offers(2, "jonas");
        takesBack(3, "jonas");
        closes(2, "jonas", "product", "replaced", "Dish not charged instead of a dessert.");
    }

    /** One of the days before: few come to staff's notice, so that pleased guests are all but all. */
    private void day(int number) {
        begins = Duration.ofDays(number);
        pleasedGuests(false);
        for (Touchpoint place : Day.PLACES) {
            happening(new Day.Offline(begins.plus(Day.LONG).minusMinutes(1), place, false));
        }
    }

    private void past(String name, int minute, Touchpoint place, String speaks, int score, String reason,
            String words) {
        guest(name, minute, place, speaks, score, reason);
        if (!words.isEmpty()) {
            writes(words);
        }
    }

    private void settles(int taken, int closed, String who, String cause, String action, String words) {
        takes(taken, who);
        closes(closed, who, cause, action, words);
    }
}
