"""People with a hidden household who talk to the running servers, and how they are judged."""
