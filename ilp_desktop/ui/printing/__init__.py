"""After the conference: the print station, the closing list of the day, labels for folders."""
