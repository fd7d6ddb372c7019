"""Discord, as its natives expect it: slash commands, forms, buttons, reactions, threads, attachments."""
