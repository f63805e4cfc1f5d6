"""From a passphrase to keys: slots, grants, the signed header, the recovery sheet's secret."""
