## Buttons and menus of any message.

ui-delete = Delete
ui-delete-denied = Only the one who asked, or somebody who may manage messages here, can delete this.
ui-outdated = This button is from an older version of me. Please send the command again.
