// Which edges have been closed for a purpose, in the order in which they were.
CREATE INDEX closing_at FOR (n:Closing) ON (n.at, n.edgeId);
