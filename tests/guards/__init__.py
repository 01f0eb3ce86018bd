"""What is watched during every test, whatever the test is about. Each guard has a test of its own."""
