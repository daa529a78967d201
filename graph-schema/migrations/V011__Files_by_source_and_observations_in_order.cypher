// One file may be read for several sources, and each import of it is gone on with by itself.
DROP CONSTRAINT file_id;
CREATE CONSTRAINT file_of_source FOR (n:File) REQUIRE (n.fileId, n.source) IS UNIQUE;
CREATE INDEX file_source FOR (n:File) ON (n.source);

// What a source said is gone through from one to the next, when a snapshot ends it or its time is over.
DROP INDEX observation_source;
CREATE INDEX observation_of_source FOR (n:Observation) ON (n.source, n.observationId);
DROP INDEX consent_record_source;
CREATE INDEX consent_record_of_source FOR (n:ConsentRecord) ON (n.source, n.consentRecordId);
