"""What is decided: three-valued conditions over one household, with causes."""
