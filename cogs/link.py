"""One human on several platforms: joining two accounts, undoing it, and dropping one."""
