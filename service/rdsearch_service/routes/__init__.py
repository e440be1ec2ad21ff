"""The routes, a file for each part of the service: parse, call, convert."""
