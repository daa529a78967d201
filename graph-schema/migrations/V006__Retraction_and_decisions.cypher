// What a source said is found by it, when it is retracted.
CREATE INDEX observation_source FOR (n:Observation) ON (n.source);
CREATE INDEX consent_record_source FOR (n:ConsentRecord) ON (n.source);
CREATE CONSTRAINT file_id FOR (n:File) REQUIRE n.fileId IS UNIQUE;

// The two that a privacy officer's decision splits.
CREATE INDEX observation_split_one FOR (n:Observation) ON (n.splitOne);
CREATE INDEX observation_split_other FOR (n:Observation) ON (n.splitOther);
