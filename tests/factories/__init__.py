"""What tests build with. Everything goes through the verbs the pages use, never through rows."""
