using Matchmaking.Web.Features.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.TestSupport;

/// <summary>
/// Very many enquiries, with the rows that the service writes for each: message, two promises, a line of history, an item.
/// </summary>
public static class EnquiryRows
{
    /// <summary>
    /// Adds enquiries of the last forty days: one in five late, one in ten paused. Words of both languages are drawn evenly, so that
    /// some stand
    /// in very many and some in few.
    /// </summary>
    /// <param name="site">Where.</param>
    /// <param name="count">How many.</param>
    /// <param name="owners">Whose they are, in turn.</param>
    /// <param name="first">How many belong to the first owner alone.</param>
    public static async Task FillAsync(Site site, int count, IReadOnlyList<Guid> owners, int first)
    {
        await using var connection = new NpgsqlConnection(await TestDatabases.OwnerOfAsync(site.Database));
        await connection.OpenAsync();
        await using (
            var command = new NpgsqlCommand(
                """
                CREATE TEMP TABLE asked AS
                SELECT gen_random_uuid() AS id, n, now() - n * interval '35 seconds' AS at,
                    CASE WHEN n <= @first THEN @owners[1] ELSE @owners[2 + n % (cardinality(@owners) - 1)] END AS owner,
                    CASE WHEN n % 5 = 0 THEN now() - n * interval '20 seconds' ELSE now() + n * interval '25 seconds' END AS due,
                    n % 10 = 3 AS paused,
                    (ARRAY['苏姆盖特', '甘贾', '巴库港口', '连科兰', '纳希切万', '舍基'])[1 + n % 6]
                        || (ARRAY['土地', '供电条件', '合作伙伴', '税收优惠', '投资补贴', '物流', '用水'])[1 + n % 7]
                        || (ARRAY['电池工厂', '光伏电站', '温室农业', '水泥', '棉花加工', '制药', '冷链', '客车组装', '海水淡化', '葡萄园', '钢结构'])
                            [1 + n % 11]
                        || (ARRAY['请介绍', '是否还能参与', '需要哪些许可', '什么时候可以考察', '有没有资料'])[1 + n % 5] AS words
                FROM generate_series(1, @count) AS n;
                INSERT INTO enquiries (id, opportunity_id, contact_name, company, email, language, intent, channel, priority, state,
                    owner_id, received_at, due_at, call_at, paused_at, asked_at, updated_at, is_sample)
                SELECT a.id, l.ids[1 + a.n % cardinality(l.ids)],
                    (ARRAY['王', '李', '张', '刘', '陈', '杨'])[1 + n % 6] || (ARRAY['梅', '伟', '芳', '娜', '强', '磊', '洋', '艳'])[1 + n % 8],
                    (ARRAY['Tianshan', 'Ordos', 'Baltic', 'Hazar', 'Jade River'])[1 + n % 5] || ' Energy ' || n,
                    n || '@example.org', 'zh-Hans',
                    'Invest', 'Site', CASE WHEN n % 9 = 0 THEN 'High' ELSE 'Normal' END, 'New', owner, at,
                    CASE WHEN NOT paused THEN due END,
                    CASE WHEN NOT paused THEN greatest(due, now()) + interval '1 day' END, CASE WHEN paused THEN at END,
                    CASE WHEN paused THEN at END, at, false
                FROM asked AS a CROSS JOIN (SELECT array_agg(id) AS ids FROM (SELECT id FROM opportunities LIMIT 40) AS few) AS l;
                INSERT INTO enquiry_messages (id, enquiry_id, kind, at, author_name, via, language, text, is_template, refused_files)
                SELECT gen_random_uuid(), id, 'Investor', at, '王梅', 'Site', 'zh-Hans', words || '？' || n, false, '{}' FROM asked;
                INSERT INTO answer_promises (id, enquiry_id, kind, started_at, work, promised_for, due_at, escalations, call_at)
                SELECT gen_random_uuid(), id, kind, at, work, due, due, 0,
                    CASE WHEN NOT paused THEN greatest(due, now()) + interval '1 day' END
                FROM asked CROSS JOIN (VALUES ('First', interval '9 hours'), ('Substantive', interval '45 hours')) AS p (kind, work);
                INSERT INTO enquiry_events (id, enquiry_id, kind, at) SELECT gen_random_uuid(), id, 'Received', at FROM asked;
                DROP TABLE asked;
                -- Without knowing that there are many, the database would look at all pairs.
                ANALYZE;
                """,
                connection
            )
        )
        {
            command.CommandTimeout = 600;
            command.Parameters.AddWithValue("count", count);
            command.Parameters.AddWithValue("owners", owners.ToArray());
            command.Parameters.AddWithValue("first", first);
            await command.ExecuteNonQueryAsync();
        }
        await using (var scope = site.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Web.Database.MatchmakingDb>().Database.SetCommandTimeout(600);
            await scope.ServiceProvider.GetRequiredService<InboxService>().FollowAsync(InboxKind.Enquiry, null, CancellationToken.None);
        }
        // In service the server does this by itself.
        await using var vacuum = new NpgsqlCommand("VACUUM ANALYZE", connection) { CommandTimeout = 600 };
        await vacuum.ExecuteNonQueryAsync();
    }
}
