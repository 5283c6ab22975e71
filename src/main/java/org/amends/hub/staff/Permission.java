package org.amends.hub.staff;

import static org.amends.hub.staff.Role.ADMINISTRATOR;
import static org.amends.hub.staff.Role.AUDITOR;
import static org.amends.hub.staff.Role.LEAD;
import static org.amends.hub.staff.Role.MANAGER;
import static org.amends.hub.staff.Role.STAFF;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be done here, and which roles may: the one table of it. Every page and form names one of these at the door. */
public enum Permission {
    /** The inbox and each case in it, with what guests said. */
    CASES_READ(STAFF, LEAD, MANAGER, ADMINISTRATOR, AUDITOR),
    /** Taking, closing, handing over and noting, and entering what was heard. */
    CASES_WORK(STAFF, LEAD, MANAGER, ADMINISTRATOR),
    /** Offering a guest something to make amends, within limits or by asking a second person. */
    OFFERS_GRANT(STAFF, LEAD, MANAGER, ADMINISTRATOR),
    /** Being that second person, and withdrawing what others granted. */
    OFFERS_APPROVE(LEAD, MANAGER, ADMINISTRATOR),
    /** Deciding what was done about guests' words stands on idle screens: not on what one has proposed oneself. */
    LINES_APPROVE(LEAD, MANAGER, ADMINISTRATOR),
    /** How alike like cases were treated, by whom. */
    OFFERS_REPORT(MANAGER, ADMINISTRATOR, AUDITOR),
    /** Redeeming vouchers. */
    TILL(STAFF, LEAD, MANAGER, ADMINISTRATOR),
    /** What staff say again and again, as it stands ready for everybody at every site. */
    ANSWERS_CHANGE(LEAD, MANAGER, ADMINISTRATOR),
    /** Where terminals stand, and what the ledger has of each. */
    TERMINALS_READ(LEAD, MANAGER, ADMINISTRATOR, AUDITOR),
    /** What could not be delivered; trying it again or giving it up. */
    MESSAGES(LEAD, MANAGER, ADMINISTRATOR),
    /** What opens cases. */
    RULES_READ(LEAD, MANAGER, ADMINISTRATOR, AUDITOR),
    /** Changing that. */
    RULES_CHANGE(MANAGER, ADMINISTRATOR),
    /** How many guests were unhappy and how many were won back; it tells of no single one. */
    FUNNEL_READ(LEAD, MANAGER, ADMINISTRATOR, AUDITOR),
    /** Erasing a guest for good, and handing out all that is kept of one. */
    PRIVACY(MANAGER, ADMINISTRATOR),
    /** Who looked at and changed what is known of guests. */
    AUDIT_READ(ADMINISTRATOR, AUDITOR);

    private final Set<Role> roles;

    Permission(Role... roles) {
        this.roles = EnumSet.copyOf(Arrays.asList(roles));
    }

    /** The name by which pages ask for it: {@code cases-read} and so on. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isOf(Role role) {
        return roles.contains(role);
    }

    /** The names of all that a role may do. */
    static Set<String> idsOf(Role role) {
        return Arrays.stream(values()).filter(one -> one.isOf(role)).map(Permission::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
