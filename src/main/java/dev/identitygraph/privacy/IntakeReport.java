package dev.identitygraph.privacy;

import java.util.List;

/**
 * What became of a batch of statements.
 *
 * @param consistencyToken with it, a request is answered on no earlier state of the graph, by whichever instance
 * @param read how many statements there were
 * @param accepted how many of them said something new
 * @param unchanged how many of them said nothing new
 * @param rejected how many of them said nothing that could be taken
 * @param rejections every value that was not taken; of what else its statement says, nothing is lost
 */
public record IntakeReport(
        String consistencyToken, long read, long accepted, long unchanged, long rejected, List<NotTaken> rejections) {
    /**
     * A value that was not taken. It is not quoted.
     *
     * @param index the statement's place in the batch, from 0
     * @param column where in the statement; blank where it is all of it
     */
    public record NotTaken(long index, String column, String reason, String expected) {}
}
