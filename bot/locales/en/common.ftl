## What the host reads in the terminal.

start-settings-file = It is in the environment, or in the file .env.
setting-discord-token = { $name } does not look like a token: copy it as it is from https://discord.com/developers/applications, your application, Bot.
setting-discord-proxy = { $name } cannot be used: write it like http://host:port or http://user:password@host:port.
setting-discord-api-url = { $name } cannot be used: write it like https://host/api/v10.
setting-discord-gateway-url = { $name } cannot be used: write it like wss://host/.
setting-command-prefix = { $name } cannot be used: choose 1 to 16 characters, without spaces around them and not beginning with a slash.
setting-database-url = { $name } cannot be used: write it like sqlite:////path/to/forklore.db.
setting-workers = { $name } cannot be used: choose a whole number from 1 to 256.
setting-allow-run = { $name } cannot be used: choose true or false.
setting-user-runs-per-minute = { $name } cannot be used: choose a whole number from 1 to 1000.
setting-server-runs-per-minute = { $name } cannot be used: choose a whole number from 1 to 100000.
setting-practice-port = { $name } cannot be used: choose a port from 1024 to 65535, or leave it empty.
setting-log-level = { $name } cannot be used: choose DEBUG, INFO, WARNING or ERROR.

start-token = Discord does not accept this token: copy it again from https://discord.com/developers/applications (your application, Bot, Reset Token) to DISCORD_TOKEN in .env.
start-intent = The bot may not read messages yet: tick "Message Content Intent" at https://discord.com/developers/applications (your application, Bot, Privileged Gateway Intents), save, and start again.
start-network = { $host } cannot be reached ({ $reason }): check the network; where Discord is reached only through a proxy, set DISCORD_PROXY in .env.
start-discord = { $host } answered with an error ({ $reason }): try again later, and see https://discordstatus.com.
start-not-discord = { $host } does not answer as Discord does: check DISCORD_API_URL in .env, which includes the version (/api/v10).
start-store = The database cannot be opened ({ $reason }): check that its folder may be written to, or set DATABASE_URL in .env.
start-port = Port { $port } is taken: set PRACTICE_PORT in .env to another one, or leave it empty.
start-online =
    { $name } is online. Ctrl-C ends it.
    To invite it to a server: { $invitation }

## The practice server.

practice-open = Forklore's practice server is at:
practice-how = There, type { $prefix }demo orphan. Ctrl-C ends it. With a DISCORD_TOKEN in .env, Forklore goes to Discord instead.
practice-guild = Practice
practice-channel = study-group
practice-topic = A simulated Discord on your own machine. Nothing leaves it.
practice-greeting =
    Welcome! I run small programs that fork, and show what really happened. Three things to try:
    • `{ $prefix }demo orphan`: a child outlives its parent. Who adopts it?
    • `{ $prefix }explain waitpid`: what it does, and what many get wrong
    • `{ $prefix }help`: everything I can do
    Edit a message of yours and its answer changes. At the top of the page you choose as whom you write: { $manager } manages the server, `{ $prefix }server` shows how.

## python -m bot --say.

say-failed = { $text } could not be sent: { $reason }.
say-nothing = (no answer)
say-button = button
say-select = menu
say-file = file
say-usage = Forklore, the Discord bot that runs fork programs and shows what happened. Without DISCORD_TOKEN it starts a practice server on this machine.
say-option-say = send one message to the bot on a simulated Discord and print its answers; 1 is the exit code when the answer is an error
say-option-as = who sends it
say-option-lang = the language of the answers, en or zh-CN; without it, the terminal's
say-option-out = a folder where the files of the answers are saved
say-option-practice = the practice server, even with a DISCORD_TOKEN
