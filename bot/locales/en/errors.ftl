## What happened, and what to do about it.

error-unexpected = Something went wrong on my side. Please try once more. If it fails again, give the error id `{ $id }` to whoever runs this bot: the log has it too.

error-unknown-command = There is no command `{ $prefix }{ $name }`. `{ $prefix }help` lists them all.
error-unknown-command-near = There is no command `{ $prefix }{ $name }`. Did you mean `{ $prefix }{ $near }`? `{ $prefix }help` lists them all.

error-input = I could not read that. Please check what you typed and try again.
error-input-usage = I could not read that. It is written like this: `{ $usage }`
error-command-changed = This command has changed since your Discord last loaded it. Restart Discord (Ctrl+R on a computer), then try again.

error-cooldown =
    { $seconds ->
        [one] Too fast for me. Try again in a second.
       *[other] Too fast for me. Try again in { $seconds } seconds.
    }
error-busy = I am still working on the last one. Try again when it is done.
error-not-allowed = You may not use this command here.
error-server-only = This works only in a server, not in direct messages.
error-elsewhere = On this server I answer in: { $channels }
error-user-permissions = For this you need the permission { $permissions }.
error-bot-permissions =
    { $count ->
        [0] Discord does not let me do that here. Somebody who manages this server can check my permissions.
       *[other] I may not answer in that channel. Somebody who manages the server can give me there: { $permissions }.
    }
error-isolation = Nothing was run: this host cannot isolate programs. Whoever runs this bot: `python -m demos doctor` says what to change.
error-language = Nothing was run: this host cannot compile C. Whoever runs this bot can install a C compiler (`cc`). Python programs run here.
error-queue-full = Too many programs are waiting already. Please try again in a minute.
error-worker = The worker that ran this program failed before it could say what happened. A new one is ready: please try again.
error-closing = I am being shut down, so nothing was run. Please try again in a minute.
error-store = I could not reach my database, so nothing was saved. Please try again in a minute.
error-discord = Discord itself had a problem just now. Please try again in a minute.

## The names of permissions, as in Discord's settings.

permission-view-channel = View Channel
permission-manage-guild = Manage Server
permission-send-messages = Send Messages
permission-send-messages-in-threads = Send Messages in Threads
permission-embed-links = Embed Links
permission-attach-files = Attach Files
list-separator = ,{ " " }
