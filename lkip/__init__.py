"""How a report is produced: execution, staging, rendering, publication, command line."""

__version__ = "0.1.0"
