"""What holds for assessments, without a database: states, completeness, facts, next steps."""
