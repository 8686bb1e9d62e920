//! The semantic file: found, read, compared with the schema.
