## The settings of a server. See help.ftl for how commands are named.

command-server = server
    .description = Settings of this server, for those who manage it
help-topic-server = For those who manage the server

server-title = Settings of this server
server-change = Change
server-form = Settings of this server
server-prefix = Prefix
server-prefix-label = What text commands begin with
server-language = Language
server-language-label = Language of the answers
server-language-auto = as the members' Discord, else the server's
server-language-note = { $language }, for members whose own is not known
server-channels = Channels
server-channels-label = Channels where I answer
server-channels-description = None: in all of them. /server itself works everywhere
server-channels-all = everywhere that I may write
server-hosts = Experiments
server-hosts-label = Roles that may begin experiments
server-hosts-description = None: everybody may. Those who manage the server always may
server-hosts-all = everybody may begin them
server-hosts-some = begun by { $roles }
server-runs = Programs
server-runs-label = Programs of their own (!run)
server-runs-off = not allowed (demos are)
server-runs-host = as whoever runs this bot allows: { $count } a minute for each member
server-runs-host-off = not allowed by whoever runs this bot
server-runs-some = { $count } a minute for each member
server-changes = Latest changes
server-log = All changes
server-log-text = All changes of the last { $days } days, the latest first. Times are in UTC; channels, roles and users are ids.
server-change-line = { $when } { $user } · { $setting }: { $before } → { $after }
server-nothing = –
server-somebody = somebody
server-bad-prefix = `{ $prefix }` cannot be a prefix: it has 1 to 16 characters, does not begin with `/`, and has no space at its ends. Nothing was changed.
