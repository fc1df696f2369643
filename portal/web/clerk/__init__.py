"""The desk of a clerk: the queue, one screen for each filing, and cases that come by counter, telephone and fax."""
