"""The front desk: a window of its own with its own rights, the public board, and a day that runs late or ends early."""
