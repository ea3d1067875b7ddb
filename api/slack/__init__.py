"""The bot in Slack, over HTTP and by Socket Mode."""
