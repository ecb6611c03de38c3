"""Where adapters are picked and real things put together. Nothing heavy loads before it is asked.

The libraries that phone home are silenced here, before the first of them is imported.
"""

import os


def silence_libraries() -> None:
    """Keep libraries from looking up hosts of their makers; what the user has set stays."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)


_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "DO_NOT_TRACK": "1",
}
