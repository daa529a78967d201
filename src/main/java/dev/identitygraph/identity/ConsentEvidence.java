package dev.identitygraph.identity;

import java.util.List;

/**
 * What proves a consent record, and what the subject knew: the fields of ISO/IEC TS 27560 beside purpose, basis and
 * time. A text that is not known is empty.
 *
 * @param controller who decides on the processing
 * @param notice the notice that the subject had read
 * @param noticeVersion its version; empty where the notice's name has it
 * @param jurisdiction under whose law it was given, such as DE
 * @param recipients who may receive the data
 * @param howGiven by what act and where, such as a form of the shop
 * @param proof where the proof lies, or the proof itself
 * @param objection whether a no is an objection to the processing (article 21), and no answer to a question
 */
public record ConsentEvidence(
        String controller,
        String notice,
        String noticeVersion,
        String jurisdiction,
        List<String> recipients,
        String howGiven,
        String proof,
        boolean objection) {
    public ConsentEvidence {
        recipients = List.copyOf(recipients);
    }
}
