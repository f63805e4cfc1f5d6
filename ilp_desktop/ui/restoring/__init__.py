"""From a backup to an open office: which backup, what opens it, where it goes."""
