// A split counts only where both that it names are known, so it is found by the first of them.
DROP INDEX observation_split_other;
