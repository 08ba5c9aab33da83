"""The sandboxed half of the engine: a worker runs jobs in namespaces, traces them and records what happened."""
