package dev.identitygraph.store;

import java.time.LocalDate;
import java.util.List;

/**
 * Keys by which a client has entered, as one instance of the application counted them: digests of client, day and key,
 * which tell nothing on another day.
 *
 * @param number the instance's number of the record
 * @param missed those that led to nothing
 */
public record EntryRecord(
        LocalDate day, String instance, long number, String client, List<Long> entered, List<Long> missed) {}
