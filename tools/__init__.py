"""What dev.py runs beside the program: the machine's packages, the catalogues, the notices, the layers."""
