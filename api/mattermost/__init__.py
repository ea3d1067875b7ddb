"""The bot in Mattermost: slash commands and outgoing webhooks."""
