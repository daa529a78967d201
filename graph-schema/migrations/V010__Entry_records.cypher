// By which keys clients have entered on a day; kept for that day.
CREATE CONSTRAINT entry_record_number FOR (n:EntryRecord) REQUIRE (n.instance, n.number) IS UNIQUE;
CREATE INDEX entry_record_day FOR (n:EntryRecord) ON (n.day);
