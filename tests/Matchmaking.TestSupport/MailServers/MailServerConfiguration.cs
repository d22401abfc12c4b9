namespace Matchmaking.TestSupport.MailServers;

/// <summary>The configurations of a Postfix and a Dovecot that know nothing but one folder and this machine.</summary>
internal sealed record MailServerConfiguration(string Folder, string Domain, int SmtpPort, int ImapPort)
{
    public string Log => Folder + "/mail.log";
    public string DovecotLog => Folder + "/dovecot.log";

    /// <summary>
    /// Unknown users of the domain are accepted first and refused by Dovecot later, so that they bounce as they do behind a relay.
    /// Mail to other domains bounces too: nothing leaves the machine.
    /// </summary>
    public string PostfixMain =>
        $"""
            compatibility_level = 3.6
            queue_directory = {Folder}/queue
            data_directory = {Folder}/data
            maillog_file = {Log}
            maillog_file_prefixes = {Folder}
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            myhostname = mx.{Domain}
            mydestination =
            mynetworks = 127.0.0.0/8
            alias_maps =
            alias_database =
            local_recipient_maps =
            virtual_mailbox_domains = {Domain}
            virtual_transport = lmtp:unix:{Folder}/dovecot/lmtp
            default_transport = error:5.4.4 nothing leaves this machine
            recipient_delimiter = +
            smtpd_reject_unlisted_recipient = no
            notify_classes =
            fast_flush_domains =
            biff = no

            """;

    /// <summary>No chroot, and no service that mail between these two does not pass through.</summary>
    public string PostfixServices =>
        $"""
            127.0.0.1:{SmtpPort} inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            anvil unix - - n - 1 anvil
            error unix - - n - - error
            retry unix - - n - - error
            lmtp unix - - n - - lmtp
            postlog unix-dgram n - n - 1 postlogd

            """;

    /// <summary>Mails are the system user mail's, whose number is 8 on every Debian and below what Dovecot takes for a person's.</summary>
    public string Dovecot =>
        $$"""
            base_dir = {{Folder}}/dovecot
            log_path = {{DovecotLog}}
            protocols = imap lmtp
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            first_valid_uid = 8
            first_valid_gid = 8
            mail_uid = mail
            mail_gid = mail
            mail_location = maildir:{{Folder}}/mailboxes/%n
            mail_fsync = never
            mail_max_userip_connections = 100
            recipient_delimiter = +
            passdb {
              driver = passwd-file
              args = username_format=%u {{Folder}}/users
            }
            userdb {
              driver = passwd-file
              args = username_format=%u {{Folder}}/users
              override_fields = home={{Folder}}/mailboxes/%n
            }
            service imap-login {
              inet_listener imap {
                port = {{ImapPort}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            service lmtp {
              unix_listener lmtp {
                mode = 0666
              }
            }

            """;
}
